import { createHmac, randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogEntry } from './requests.ts';

/**
 * Log of everything that was done in a world, independent of Farmwright's journal; one JSON line each. Digests are keyed
 * with a secret of the world: equal actions have equal digests, and no content can be guessed.
 */
export class WorldLog {
  readonly #path: string;
  readonly #key = randomBytes(32);
  readonly #entries: LogEntry[] = [];

  constructor(folder: string) {
    this.#path = join(folder, 'world.log.jsonl');
  }

  get entries(): LogEntry[] {
    return [...this.#entries];
  }

  /** What a service of the host says it did. */
  appendDeed(host: string, { kind, what }: { kind: string; what: string }): void {
    this.append(host, kind, what, { kind, what });
  }

  /** @param deed what makes the deed this one; goes into the digest only */
  append(host: string, kind: string, what: string, deed: unknown): void {
    const digest = createHmac('sha256', this.#key).update(JSON.stringify(deed)).digest('hex').slice(0, 16);
    const entry = { at: new Date().toISOString(), host, kind, what, digest };
    this.#entries.push(entry);
    appendFileSync(this.#path, `${JSON.stringify(entry)}\n`);
  }
}
