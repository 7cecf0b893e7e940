import type { Journal } from '../journal/journal.ts';
import { type ErrorData, errorData, FarmError } from '../model/errors.ts';
import type { EventBody, FarmState } from '../model/event.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** How an activity ends that is neither cancelled nor failed. *Waiting*: for what people were asked to do. */
export type ActivityEnd = 'ended' | 'waiting';

type StateBody = Extract<EventBody, { type: 'farm.state' }>;

/** What a farm is busy with: one thing at a time, which can be cancelled, and how the last one ended. */
export class Activity {
  readonly #journal: Journal;
  readonly #secrets: SecretStore;
  #state: FarmState = 'waiting';
  #error: ErrorData | null = null;
  #control: AbortController | null = null;
  #settled: Promise<void> = Promise.resolve();

  constructor(journal: Journal, secrets: SecretStore) {
    this.#journal = journal;
    this.#secrets = secrets;
  }

  get state(): FarmState {
    return this.#state;
  }
  /** Why the last activity ended otherwise than well. */
  get error(): ErrorData | null {
    return this.#error;
  }
  get isRunning(): boolean {
    return this.#control !== null;
  }

  /** Keeps the event that the farm is busy with this now. */
  enter(state: FarmState, sentence: string, more: Partial<StateBody> = {}): void {
    this.#state = state;
    this.#journal.append(this.#secrets.redact({ sentence, body: { ...more, type: 'farm.state', state } }));
  }

  /** Begins an activity; the caller has seen that nothing else runs. How it ends is told, and kept in the farm file. */
  begin(work: (signal: AbortSignal) => Promise<ActivityEnd>): void {
    this.#error = null;
    this.hold((signal) =>
      work(signal)
        .then(
          (how) => this.enter('waiting', how === 'ended' ? 'Done.' : 'Waiting for people.'),
          (error: unknown) => this.#ended(error, signal),
        )
        .then(() => this.#journal.fold())
        .catch((error: unknown) => this.#cannotKeep(error)),
    );
  }

  /** Lets nothing else begin until this work has ended, which rejects with nothing and tells nothing. */
  hold(work: (signal: AbortSignal) => Promise<void>): void {
    const control = new AbortController();
    this.#control = control;
    this.#settled = work(control.signal).finally(() => {
      this.#control = null;
    });
  }

  /** Asks the activity to end. False where there is none. */
  cancel(): boolean {
    this.#control?.abort(cancelled());
    return this.isRunning;
  }

  /** Resolves when the activity has ended, however it did. */
  settled(): Promise<void> {
    return this.#settled;
  }

  #ended(error: unknown, signal: AbortSignal): void {
    const data = this.#secrets.redact(errorData(signal.aborted ? signal.reason : error));
    this.#error = data;
    this.enter('waiting', signal.aborted ? 'Cancelled.' : `It ended: ${data.message}`, { error: data });
  }

  /** The journal cannot be written: nothing may go on without it, and its followers must not wait in vain. */
  #cannotKeep(error: unknown): void {
    this.#error = errorData(error);
    this.#state = 'waiting';
    try {
      this.#journal.close();
    } catch {
      // It was told already why it cannot be written; its log is read again when the file is opened.
    }
  }
}

/** Returns why a cancelled activity ended. */
function cancelled(): FarmError {
  return new FarmError({
    code: 'cancelled',
    message: 'Cancelled. What was done stays done.',
    remedy: 'Run the plan again: it goes on where it stopped.',
  });
}
