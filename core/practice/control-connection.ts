import { setMaxListeners } from 'node:events';
import { connect, type Socket } from 'node:net';
import { readJsonLines, writeJsonLine } from '../databases/sqlite/json-lines.ts';
import { type ErrorData, errorFromData, FarmError } from '../model/errors.ts';
import { siteLost } from '../model/site.ts';
import { MOST_CONTROL_CHARACTERS, type WorldOp } from './world/requests.ts';

const CONNECT_LIMIT_MS = 5_000;
const DEFAULT_LIMIT_MS = 60_000;

export interface CallOptions {
  signal?: AbortSignal | undefined;
  limitMs?: number | undefined;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

type Answer = { id: number; ok: true; value: unknown } | { id: number; ok: false; error: ErrorData };

/** One connection to a world's control socket: numbered calls, one JSON line each, answers in any order. */
export class ControlConnection {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    readJsonLines(
      socket,
      MOST_CONTROL_CHARACTERS,
      (value) => this.#take(value as Answer),
      () => socket.destroy(),
    );
    socket.on('error', () => {});
    socket.on('close', () => this.#lose());
  }

  /** @throws FarmError `site.lost` if nothing listens */
  static open(path: string): Promise<ControlConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(path);
      const limit = setTimeout(() => fail(), CONNECT_LIMIT_MS);
      const fail = () => {
        clearTimeout(limit);
        socket.destroy();
        reject(worldLost());
      };
      socket.once('error', fail);
      socket.once('connect', () => {
        clearTimeout(limit);
        socket.off('error', fail);
        resolve(new ControlConnection(socket));
      });
    });
  }

  call(op: WorldOp, args: Record<string, unknown>, options: CallOptions = {}): Promise<unknown> {
    const { signal, limitMs = DEFAULT_LIMIT_MS } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#socket.destroyed) return Promise.reject(worldLost());
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(limit);
        signal?.removeEventListener('abort', onAbort);
        this.#waiting.delete(id);
      };
      const waiting: Waiting = {
        resolve: (value) => {
          settle();
          resolve(value);
        },
        reject: (reason) => {
          settle();
          reject(reason);
        },
      };
      const onAbort = () => waiting.reject(signal?.reason);
      const limit = setTimeout(() => waiting.reject(noAnswer(op, limitMs)), limitMs);
      if (signal !== undefined) {
        // Many calls at the same time share the signal of one activity.
        setMaxListeners(0, signal);
        signal.addEventListener('abort', onAbort, { once: true });
      }
      this.#waiting.set(id, waiting);
      writeJsonLine(this.#socket, { ...args, id, op });
    });
  }

  /** Resolves once the other side has closed the connection, at the latest after the limit. */
  async ended(limitMs: number): Promise<void> {
    if (this.#socket.destroyed) return;
    await new Promise<void>((resolve) => {
      const limit = setTimeout(resolve, limitMs);
      this.#socket.once('close', () => {
        clearTimeout(limit);
        resolve();
      });
    });
    this.#socket.destroy();
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(errorFromData(answer.error));
  }

  #lose(): void {
    for (const waiting of [...this.#waiting.values()]) waiting.reject(worldLost());
  }
}

function worldLost(): FarmError {
  return siteLost('The practice hosts are gone, because their process has ended.', 'Start a new practice farm.');
}

function noAnswer(op: WorldOp, limitMs: number): FarmError {
  return new FarmError({
    code: 'practice.no-answer',
    message: `The practice hosts did not answer «${op}» within ${limitMs / 1000} s.`,
    remedy: 'Try again. If that does not help, end the practice farm and start a new one.',
  });
}
