import { createHash } from 'node:crypto';
import type { JournalEvent, NewEvent } from '../model/event.ts';

/** Where journal lines are kept. A durable line is on disk when `append` returns; the others follow with it. */
export interface JournalSink {
  append(line: string, durable: boolean): void;
  close(): void;
}

const PAGE_OF_EVENTS = 10_000;

/** Events after which something is changed outside: they are on disk first. */
const DURABLE = new Set(['run.started', 'step.applying', 'run.ended', 'practice.faulted', 'practice.state']);

/**
 * All events of a farm, append-only. Every event has a number, and every line carries the checksum of the line
 * before, so that a torn or altered line is seen. Followers get every event once, in order, from any number on.
 */
export class Journal {
  readonly #farm: string;
  readonly #unkept: { line: string; durable: boolean }[] = [];
  #sink: JournalSink | null = null;
  readonly #events: JournalEvent[] = [];
  readonly #followers = new Set<() => void>();
  #checksum = '';
  #closed = false;

  constructor(farm: string) {
    this.#farm = farm;
  }

  /** Gives the journal its place. What was appended before goes there first. */
  keepIn(sink: JournalSink): void {
    for (const { line, durable } of this.#unkept.splice(0)) sink.append(line, durable);
    this.#sink = sink;
  }

  /** Keeps an event; returns once the sink, if there is one yet, has it. */
  append(event: NewEvent): JournalEvent {
    if (this.#closed) throw new Error('the journal is closed');
    const kept: JournalEvent = {
      farm: this.#farm,
      epoch: 1,
      seq: this.#events.length + 1,
      at: new Date().toISOString(),
      host: null,
      page: null,
      ...event,
    };
    const line = JSON.stringify({ ...kept, previous: this.#checksum });
    const durable = DURABLE.has(kept.body.type);
    if (this.#sink === null) this.#unkept.push({ line: `${line}\n`, durable });
    else this.#sink.append(`${line}\n`, durable);
    this.#checksum = createHash('sha256').update(line).digest('hex').slice(0, 16);
    this.#events.push(kept);
    for (const wake of this.#followers) wake();
    return kept;
  }

  /** Every event with a number above `after`, then those to come, until the journal closes or `signal` aborts. */
  async *follow(after: number, signal?: AbortSignal): AsyncGenerator<JournalEvent> {
    let next = after;
    let wake: () => void = () => {};
    const follower = () => wake();
    this.#followers.add(follower);
    signal?.addEventListener('abort', follower);
    try {
      for (;;) {
        for (const event of this.#events.slice(next, next + PAGE_OF_EVENTS)) {
          if (signal?.aborted) return;
          next = event.seq;
          yield event;
        }
        if (next < this.#events.length) continue;
        if (this.#closed || signal?.aborted) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      this.#followers.delete(follower);
      signal?.removeEventListener('abort', follower);
    }
  }

  /** Ends every follower after its last event. */
  close(): void {
    this.#closed = true;
    this.#sink?.close();
    for (const wake of this.#followers) wake();
  }
}
