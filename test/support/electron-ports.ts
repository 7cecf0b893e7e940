import { StrictEmitter } from './electron-strict.ts';

/** Where a port was sent: what it gets goes there, and what comes from there comes out at its other end. */
export interface Elsewhere {
  deliver(message: unknown): void;
  hangUp(): void;
}

/**
 * Electron's `MessagePortMain` as its documentation has it: an emitter; messages are held until `start`; what is sent is
 * a copy; `close` is told to the other end only; a port that was sent on is of no use to who sent it.
 */
export class StandInPort extends StrictEmitter {
  #other: StandInPort | null = null;
  #held: unknown[] = [];
  #started = false;
  #closed = false;
  #elsewhere: Elsewhere | null = null;

  constructor() {
    super('MessagePortMain', ['message', 'close']);
  }

  /** Two ports that are joined. */
  static pair(): { port1: StandInPort; port2: StandInPort } {
    const [port1, port2] = [new StandInPort(), new StandInPort()];
    port1.#other = port2;
    port2.#other = port1;
    return { port1, port2 };
  }

  postMessage(message: unknown, transfer: StandInPort[] = []): void {
    if (this.#elsewhere !== null) throw new Error('This port was sent on: it cannot be used here any more.');
    if (transfer.length > 0) throw new Error('Ports over ports are none of what the application does.');
    this.send(message);
  }

  /** Sends on behalf of whoever has this port now. */
  send(message: unknown): void {
    const copy = structuredClone(message);
    const other = this.#other;
    queueMicrotask(() => {
      if (other !== null) other.#take(copy);
    });
  }

  start(): void {
    this.#started = true;
    this.#flush();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const other = this.#other;
    queueMicrotask(() => {
      if (other !== null) other.#lose();
    });
  }

  /** This port is sent to another process or page. */
  sendOn(elsewhere: Elsewhere): void {
    this.#elsewhere = elsewhere;
    this.#flush();
  }

  #take(message: unknown): void {
    if (this.#closed) return;
    this.#held.push(message);
    this.#flush();
  }

  #flush(): void {
    while (this.#held.length > 0 && (this.#elsewhere !== null || this.#started)) {
      const message = this.#held.shift();
      if (this.#elsewhere !== null) this.#elsewhere.deliver(message);
      else this.emit('message', { data: message, ports: [] });
    }
  }

  #lose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#elsewhere?.hangUp();
    this.emit('close');
  }
}
