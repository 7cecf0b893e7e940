import type { EventBody, JournalEvent, NewEvent } from '../model/event.ts';
import { checksumOf, printLine } from './line.ts';

/** Storage of journal lines. A durable line is on disk when `append` returns, with all lines before it. */
export interface JournalSink {
  append(line: string, durable: boolean): void;
  /**
   * Takes the events since the last fold into the farm file and begins a new log.
   * @returns epoch of the lines to come, and the checksum the first of them carries
   */
  fold?(events: readonly JournalEvent[]): { epoch: number; checksum: string };
  close(): void;
}

/** The state from which a journal continues. */
export interface JournalStart {
  /** Every event so far, from number 1. */
  events: readonly JournalEvent[];
  /** How many of them the farm file holds. */
  foldedThrough: number;
  epoch: number;
  /** What the next line carries of the line before. */
  checksum: string;
}

const PAGE_OF_EVENTS = 10_000;
const NOTHING_YET: JournalStart = { events: [], foldedThrough: 0, epoch: 1, checksum: '' };

/** Events that must be on disk before something outside is changed. */
const DURABLE = new Set<EventBody['type']>([
  'run.started',
  'step.applying',
  'run.ended',
  'farm.state',
  'waiver.added',
  'disturbance',
  'faults.planted',
  'handed.in',
  'verify.waiting',
]);

/**
 * All events of a farm, append-only. Every event has a number that counts over the farm's whole life, and every line
 * carries the checksum of the line before, so that a torn or altered line is seen. Followers get every event once, in
 * order, from any number on.
 */
export class Journal {
  readonly #farm: string;
  readonly #unkept: { line: string; durable: boolean }[] = [];
  #sink: JournalSink | null = null;
  readonly #events: JournalEvent[];
  readonly #followers = new Set<() => void>();
  #foldedThrough: number;
  #epoch: number;
  #checksum: string;
  #closed = false;

  constructor(farm: string, start: JournalStart = NOTHING_YET) {
    this.#farm = farm;
    this.#events = [...start.events];
    this.#foldedThrough = start.foldedThrough;
    this.#epoch = start.epoch;
    this.#checksum = start.checksum;
  }

  /** Every event so far; number *n* stands at *n* - 1. */
  get events(): readonly JournalEvent[] {
    return this.#events;
  }

  /** Gives the journal its place. What was appended before goes there first. */
  keepIn(sink: JournalSink): void {
    for (const { line, durable } of this.#unkept.splice(0)) sink.append(line, durable);
    this.#sink = sink;
  }

  /** Keeps an event; returns once the sink, if there is one yet, has it. If it throws, there is no such event. */
  append(event: NewEvent): JournalEvent {
    if (this.#closed) throw new Error('the journal is closed');
    const kept: JournalEvent = {
      farm: this.#farm,
      epoch: this.#epoch,
      seq: this.#events.length + 1,
      at: new Date().toISOString(),
      host: null,
      page: null,
      ...event,
    };
    const line = printLine(kept, this.#checksum);
    const durable = DURABLE.has(kept.body.type);
    if (this.#sink === null) this.#unkept.push({ line: `${line}\n`, durable });
    else this.#sink.append(`${line}\n`, durable);
    this.#checksum = checksumOf(line);
    this.#events.push(kept);
    for (const wake of this.#followers) wake();
    return kept;
  }

  /**
   * Takes every event into the farm file, if the journal is kept in one, and begins the next epoch. Its cost grows with
   * the file: call it when an activity has ended.
   * @throws FarmError why the farm file could not be saved; the journal goes on as it was
   */
  fold(): void {
    if (this.#sink?.fold === undefined || this.#foldedThrough === this.#events.length) return;
    const { epoch, checksum } = this.#sink.fold(this.#events.slice(this.#foldedThrough));
    this.#foldedThrough = this.#events.length;
    this.#epoch = epoch;
    this.#checksum = checksum;
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

  /**
   * Folds, and ends every follower after its last event.
   * @throws FarmError why it could not be folded: it is closed nevertheless, and its log stays to be read again
   */
  close(): void {
    if (this.#closed) return;
    try {
      this.fold();
    } finally {
      this.#closed = true;
      this.#sink?.close();
      for (const wake of this.#followers) wake();
    }
  }
}
