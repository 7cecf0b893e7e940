import { FarmError } from '../model/errors.ts';
import type { Secret } from '../model/secret.ts';
import type { Parts } from '../session/parts.ts';
import { type PracticeChoice, PracticeSession } from '../session/practice-session.ts';

/** Practice farms that stand at the same time. */
const MOST_SESSIONS = 4;

/** What the contract's handlers work on: the parts, and the practice farms that are open. */
export class Core {
  readonly parts: Parts;
  readonly #sessions = new Map<string, PracticeSession>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** A new practice farm, begun. @throws FarmError `practice.too-many`, `input.unknown` */
  startPractice(choice: PracticeChoice, secrets: Record<string, Secret> = {}): PracticeSession {
    if (this.practices().length >= MOST_SESSIONS)
      throw new FarmError({
        code: 'practice.too-many',
        message: `${MOST_SESSIONS} practice farms stand already.`,
        remedy: 'End one of them first.',
      });
    const session = new PracticeSession(this.parts, choice, secrets);
    this.#sessions.set(session.id, session);
    session.start();
    return session;
  }

  /** The practice farms that are not gone, oldest first. */
  practices(): PracticeSession[] {
    return [...this.#sessions.values()].filter(({ state }) => state !== 'gone' && state !== 'failed');
  }

  /** @throws FarmError `practice.unknown` */
  practice(id: string): PracticeSession {
    const session = this.#sessions.get(id);
    if (session !== undefined) return session;
    throw new FarmError({
      code: 'practice.unknown',
      field: 'practice',
      message: 'This practice farm is gone.',
      remedy: 'Start a new one from the start page.',
    });
  }

  /** Takes every practice farm down. */
  async close(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.tearDown()));
  }
}
