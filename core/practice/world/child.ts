import { type ChildProcess, fork } from 'node:child_process';
import { type ErrorData, errorFromData, FarmError } from '../../model/errors.ts';

const STOP_LIMIT_MS = 3_000;
const STDERR_CHARACTERS = 4_096;

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
 * A process the world owns, talked to over its IPC channel. Every entry ends itself when that channel closes, so
 * nothing outlives the world.
 */
export class Child {
  readonly #process: ChildProcess;
  readonly #asked = new Map<number, Asked>();
  readonly #exited: Promise<void>;
  /** A program of the system that the child keeps, to be ended with it. */
  #kept: number | null = null;
  #onTold: (said: Said) => void = () => {};
  #last = 0;
  #tail = '';

  private constructor(entry: string, cwd: string) {
    this.#process = fork(entry, [], {
      cwd,
      env: bareEnvironment(),
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#exited = new Promise((resolve) => {
      this.#process.once('exit', () => resolve());
      this.#process.once('error', () => resolve());
    });
    this.#exited.then(() => this.#end());
    this.#process.on('error', () => {});
    this.#process.on('message', (said) => this.#take(said as Said));
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#tail = `${this.#tail}${text}`.slice(-STDERR_CHARACTERS);
    });
  }

  /**
   * Starts an entry, hands it its start message, and waits until it says that it has started.
   * @throws FarmError what the entry says, or `service.did-not-start`
   */
  static async start(start: {
    entry: string;
    cwd: string;
    message: Record<string, unknown>;
    limitMs: number;
    /** Called with each message that answers nothing. */
    onTold?: (said: Said) => void;
  }): Promise<{ child: Child; said: Said }> {
    const child = new Child(start.entry, start.cwd);
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

  get running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null && this.#process.pid !== undefined;
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
      this.#process.send({ ...message, id }, () => {});
    });
  }

  /** Ends it, with force where it does not end by itself within the limit. */
  async stop(): Promise<void> {
    if (this.running) this.#process.kill('SIGTERM');
    const limit = setTimeout(() => this.#process.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.#exited;
    clearTimeout(limit);
  }

  #beginning(message: Record<string, unknown>, limitMs: number): Promise<Said> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(didNotStart(`it was not ready after ${limitMs / 1000} s`)), limitMs);
      this.#process.on('message', (message) => {
        const said = message as Said;
        if (said.type !== 'started' && said.type !== 'failed') return;
        clearTimeout(limit);
        if (said.type === 'started') resolve(said);
        else reject(said.error === undefined ? didNotStart('it gave no reason') : errorFromData(said.error));
      });
      this.#exited.then(() => {
        clearTimeout(limit);
        reject(didNotStart(`it ended at once${this.#tail === '' ? '' : `: ${lastLine(this.#tail)}`}`));
      });
      this.#process.send(message, () => {});
    });
  }

  #take(said: Said): void {
    if (said.id === undefined) this.#onTold(said);
    const asked = said.id === undefined ? undefined : this.#asked.get(said.id);
    if (said.ok === false && said.error !== undefined) asked?.reject(errorFromData(said.error));
    else asked?.resolve(said);
  }

  #end(): void {
    for (const asked of [...this.#asked.values()]) asked.reject(notRunning());
    // A keeper that could end by itself has ended its program, whose number may be another's by now.
    if (this.#kept === null || this.#process.signalCode === null) return;
    try {
      process.kill(this.#kept, 'SIGKILL');
    } catch {
      // It ended with its keeper, as it should.
    }
  }
}

/** What a program needs of the environment to run at all; nothing of ours is in it. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const names = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'LANG'];
  const kept = Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  const path = process.env.PATH ?? '';
  // Debian keeps haproxy where ordinary users' PATH does not look.
  return { ...kept, PATH: process.platform === 'win32' ? path : `${path}:/usr/local/sbin:/usr/sbin` };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

function didNotStart(why: string): FarmError {
  return new FarmError({
    code: 'service.did-not-start',
    message: `The service did not start: ${why}.`,
    remedy: 'Correct what it reports, then run the step again.',
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
    message: `The service gave no answer in ${limitMs / 1000} s.`,
    remedy: 'Start the service again.',
  });
}
