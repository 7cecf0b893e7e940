import { type ErrorData, errorFromData, FarmError } from '../../model/errors.ts';
import type { EntryName, Launch, Launched } from '../../processes/launch.ts';

const STOP_LIMIT_MS = 3_000;

/** A message of a child: an answer carries the id of what was asked. */
type Said = { type?: string; id?: number; ok?: boolean; error?: ErrorData; deed?: Deed; [key: string]: unknown };

/** Something a child did on its own host, for the world's log. */
export interface Deed {
  kind: string;
  what: string;
}

interface Asked {
  resolve(said: Said): void;
  reject(reason: FarmError): void;
}

/**
 * A process the world owns, talked to over its channel. Every entry ends itself when that channel closes, so
 * nothing outlives the world.
 */
export class Child {
  readonly #process: Launched;
  readonly #asked = new Map<number, Asked>();
  /** A system program that the child started and that ends with it. */
  #kept: number | null = null;
  #onTold: (said: Said) => void = () => {};
  #last = 0;

  private constructor(process: Launched) {
    this.#process = process;
    process.ended.then(({ signal }) => this.#end(signal));
    process.onMessage((said) => this.#take(said as Said));
  }

  /**
   * Starts an entry, sends its start message, and waits until it has started.
   * @throws FarmError what the entry says, or `service.did-not-start`
   */
  static async start(start: {
    launch: Launch;
    entry: EntryName;
    cwd: string;
    message: Record<string, unknown>;
    limitMs: number;
    /** Called with each message that is no answer. */
    onTold?: (said: Said) => void;
  }): Promise<{ child: Child; said: Said }> {
    const child = new Child(start.launch(start.entry, { cwd: start.cwd }));
    if (start.onTold !== undefined) child.#onTold = start.onTold;
    try {
      const said = await child.#beginning(start.message, start.limitMs);
      if (typeof said.keeps === 'number' && said.keeps > 1) child.#kept = said.keeps;
      return { child, said };
    } catch (error) {
      await child.stop();
      throw error;
    }
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Its own process id, and that of the program it keeps. */
  get pids(): number[] {
    return [this.#process.pid, this.#kept].flatMap((pid) => pid ?? []);
  }

  get running(): boolean {
    return this.#process.running;
  }

  /**
   * Asks the child for something; its answer carries the same id.
   * @throws FarmError what the child answers, `service.not-running`, `service.no-answer`
   */
  ask(message: Record<string, unknown>, limitMs: number): Promise<Said> {
    if (!this.running) return Promise.reject(notRunning());
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => settle(() => reject(noAnswer(limitMs))), limitMs);
      const settle = (deed: () => void) => {
        clearTimeout(limit);
        this.#asked.delete(id);
        deed();
      };
      this.#asked.set(id, {
        resolve: (said) => settle(() => resolve(said)),
        reject: (reason) => settle(() => reject(reason)),
      });
      this.#process.send({ ...message, id });
    });
  }

  /** Ends it, by force if it does not end within the limit. */
  async stop(): Promise<void> {
    if (this.running) this.#process.kill('ask');
    const limit = setTimeout(() => this.#process.kill('force'), STOP_LIMIT_MS);
    await this.#process.ended;
    clearTimeout(limit);
  }

  #beginning(message: Record<string, unknown>, limitMs: number): Promise<Said> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(didNotStart(`it was not ready after ${limitMs / 1000} s`)), limitMs);
      this.#process.onMessage((message) => {
        const said = message as Said;
        if (said.type !== 'started' && said.type !== 'failed') return;
        clearTimeout(limit);
        if (said.type === 'started') resolve(said);
        else reject(said.error === undefined ? didNotStart('it gave no reason') : errorFromData(said.error));
      });
      this.#process.ended.then(({ lastWords, problem }) => {
        clearTimeout(limit);
        const why = problem ?? lastLine(lastWords);
        reject(didNotStart(`it ended at once${why === '' ? '' : `: ${why}`}`));
      });
      this.#process.send(message);
    });
  }

  #take(said: Said): void {
    if (said.id === undefined) this.#onTold(said);
    const asked = said.id === undefined ? undefined : this.#asked.get(said.id);
    if (said.ok === false && said.error !== undefined) asked?.reject(errorFromData(said.error));
    else asked?.resolve(said);
  }

  #end(signal: string | null): void {
    for (const asked of [...this.#asked.values()]) asked.reject(notRunning());
    // A keeper that could end by itself has ended its program, whose number may be another's by now.
    if (this.#kept === null || signal === null) return;
    try {
      process.kill(this.#kept, 'SIGKILL');
    } catch {
      // It ended with its keeper, as it should.
    }
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

function didNotStart(why: string): FarmError {
  return new FarmError({
    code: 'service.did-not-start',
    message: `The service did not start: ${why}.`,
    remedy: 'Correct the reported error, then run the step again.',
  });
}

function notRunning(): FarmError {
  return new FarmError({
    code: 'service.not-running',
    message: 'The service does not run.',
    remedy: 'Start the service.',
  });
}

function noAnswer(limitMs: number): FarmError {
  return new FarmError({
    code: 'service.no-answer',
    message: `The service did not answer within ${limitMs / 1000} s.`,
    remedy: 'Restart the service.',
  });
}
