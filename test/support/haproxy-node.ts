import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Issued } from './certificates.ts';

/** A request as the node received it. */
interface Received {
  lines: [string, string][];
  method: string;
  url: string;
  peer: string;
  sni: string;
}

/** A small HTTPS node behind a real HAProxy: its health is a status code, and `/hold` is answered when told. */
export class HaproxyNode {
  readonly received: Received[] = [];
  readonly checks: Received[] = [];
  /** Status of its health check. */
  health = 200;
  readonly name: string;
  readonly address: string;
  port = 0;
  readonly #held: (() => void)[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: ReturnType<typeof createServer>;

  constructor(name: string, address: string, identity: Issued) {
    this.name = name;
    this.address = address;
    this.#server = createServer({ cert: identity.certificate, key: identity.key });
    this.#server.on('request', (request, response) => this.#take(request, response));
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.port, this.address, resolve));
    this.port = (this.#server.address() as AddressInfo).port;
  }

  /** Ends at once, as a process that is killed does. */
  async crash(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  /** Number of requests that wait. */
  get held(): number {
    return this.#held.length;
  }

  release(): void {
    for (const answer of this.#held.splice(0)) answer();
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const socket = request.socket as TLSSocket;
    const { rawHeaders: raw, method = '', url = '' } = request;
    const lines = Array.from({ length: raw.length / 2 }, (_, index): [string, string] => [
      raw[2 * index] ?? '',
      raw[2 * index + 1] ?? '',
    ]);
    const received = { lines, method, url, peer: socket.remoteAddress ?? '', sni: String(socket.servername) };
    if (url.startsWith('/health')) {
      this.checks.push(received);
      response.writeHead(this.health, this.health === 302 ? { location: '/sign-in' } : {}).end();
      return;
    }
    this.received.push(received);
    if (url === '/hold') this.#held.push(() => response.end(this.name));
    else response.end(this.name);
  }
}
