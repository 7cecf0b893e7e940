import { FarmError } from '../model/errors.ts';

/** One thing that is done at a time, and can be cancelled. */
export class Activity {
  #control: AbortController | null = null;
  #settled: Promise<void> = Promise.resolve();

  get isRunning(): boolean {
    return this.#control !== null;
  }

  /** Begins; whoever calls has seen that nothing else runs, and its work rejects with nothing. */
  begin(work: (signal: AbortSignal) => Promise<void>): void {
    const control = new AbortController();
    this.#control = control;
    this.#settled = work(control.signal).finally(() => {
      this.#control = null;
    });
  }

  /** Asks it to end. False where there is nothing. */
  cancel(): boolean {
    this.#control?.abort(cancelled());
    return this.isRunning;
  }

  /** Resolves when it has ended, however it did. */
  settled(): Promise<void> {
    return this.#settled;
  }
}

/** Returns why a cancelled activity ended. */
export function cancelled(): FarmError {
  return new FarmError({
    code: 'cancelled',
    message: 'Cancelled. What was done stays done.',
    remedy: 'Run the plan again: it goes on where it stopped.',
  });
}
