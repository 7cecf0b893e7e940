import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { StandInPort } from './electron-ports.ts';
import { StrictEmitter } from './electron-strict.ts';

const CHILD = new URL('./electron-utility-child.mjs', import.meta.url).href;

type Said = { kind: 'parent'; message: unknown } | { kind: 'port' | 'close'; port: number; message?: unknown };

/** Every process that was started and has not ended. */
const running = new Set<StandInUtility>();

/** Electron's `UtilityProcess`, as a real process of Node that looks like one from the inside. */
export class StandInUtility extends StrictEmitter {
  readonly name: string;
  readonly #process: ChildProcess;
  readonly #ports = new Map<number, StandInPort>();
  #last = 0;

  constructor(path: string, options: { serviceName: string; env: NodeJS.ProcessEnv; cwd?: string; stdio: string[] }) {
    super('UtilityProcess', ['spawn', 'message', 'error', 'exit']);
    this.name = options.serviceName;
    const { env, cwd, stdio } = options;
    this.#process = fork(path, [], {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      execArgv: ['--import', CHILD],
      serialization: 'advanced',
      stdio: [...(stdio as 'ignore'[]), 'ipc'],
    });
    running.add(this);
    this.#process.once('spawn', () => this.emit('spawn'));
    this.#process.on('message', (said) => this.#take(said as Said));
    this.#process.on('error', () => {});
    this.#process.once('exit', (code, signal) => {
      running.delete(this);
      for (const port of this.#ports.values()) port.close();
      this.emit('exit', code ?? constants.signals[signal as NodeJS.Signals]);
    });
  }

  static all(): StandInUtility[] {
    return [...running];
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get stderr(): Readable | null {
    return this.#process.stderr;
  }

  postMessage(message: unknown, transfer: StandInPort[] = []): void {
    const ports = transfer.map((port) => {
      this.#last += 1;
      const id = this.#last;
      this.#ports.set(id, port);
      return { id, port };
    });
    this.#send({ kind: 'parent', message, ports: ports.map(({ id }) => id) });
    for (const { id, port } of ports)
      port.sendOn({
        deliver: (held) => this.#send({ kind: 'port', port: id, message: held }),
        hangUp: () => this.#send({ kind: 'close', port: id }),
      });
  }

  kill(signal: NodeJS.Signals = 'SIGTERM'): boolean {
    return this.#process.kill(signal);
  }

  /** Ends it with force, and waits for it. */
  async killed(): Promise<void> {
    const ended = once(this, 'exit');
    this.kill('SIGKILL');
    await ended;
  }

  #send(message: object): void {
    if (this.#process.connected) this.#process.send(message as never, () => {});
  }

  #take(said: Said): void {
    if (said.kind === 'parent') this.emit('message', said.message);
    else if (said.kind === 'port') this.#ports.get(said.port)?.send(said.message);
    else this.#ports.get(said.port)?.close();
  }
}
