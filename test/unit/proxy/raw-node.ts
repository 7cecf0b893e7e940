import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { parseProxyConfig } from '../../../core/proxy/config.ts';
import { startProxy } from '../../../core/proxy/proxy.ts';
import { until } from '../../support/until.ts';
import { standConfig, standIdentity } from './proxy-stand.ts';

/** A connection as the node saw it. */
export interface NodeConnection {
  /** Every byte that came, as latin1. */
  bytes: string;
  /** What the node took for the heads of requests. */
  heads: string[];
  ended: boolean;
}

/**
 * A node that keeps the bytes of each connection and knows no framing: once it has answered, a new request begins for
 * it, as for a careless server. Health checks are answered, not kept.
 */
export class RawNode {
  readonly name = 'node-1';
  readonly address = '127.77.1.1';
  port = 0;
  readonly connections: NodeConnection[] = [];
  /** What of a POST the node waits for before it answers. */
  waitsFor = '\r\n\r\n';
  /** Whether it takes what comes after the answer to a POST for the head of a request. */
  careless = true;
  /** Answers a POST. */
  answer: (socket: TLSSocket) => void = () => {};
  readonly #sockets = new Set<TLSSocket>();
  #close: () => Promise<void> = async () => {};

  async listen(): Promise<void> {
    const { certificate, key } = await standIdentity();
    const server = createServer({ cert: certificate, key }, (socket) => this.#take(socket));
    await new Promise<void>((resolve) => server.listen(0, this.address, resolve));
    this.port = (server.address() as AddressInfo).port;
    this.#close = async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of this.#sockets) socket.destroy();
      await closed;
    };
  }

  close(): Promise<void> {
    return this.#close();
  }

  #take(socket: TLSSocket): void {
    const connection: NodeConnection = { bytes: '', heads: [], ended: false };
    let unread = '';
    let more = true;
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      connection.ended = true;
      this.#sockets.delete(socket);
    });
    socket.setEncoding('latin1').on('data', (text: string) => {
      unread += text;
      if (unread.startsWith('GET /health ')) {
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        return;
      }
      if (connection.bytes === '') this.connections.push(connection);
      connection.bytes += text;
      const isPost = unread.startsWith('POST ');
      if (!more || !unread.includes(isPost ? this.waitsFor : '\r\n\r\n')) return;
      connection.heads.push(unread.slice(0, unread.indexOf('\r\n\r\n') + 4));
      unread = '';
      more = !isPost || this.careless;
      if (isPost) this.answer(socket);
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nserved');
    });
  }
}

/** A proxy with the policy `replace`, and such a node behind it. */
export async function startRawNode() {
  const node = new RawNode();
  await node.listen();
  const proxy = await startProxy(parseProxyConfig(await standConfig([node])));
  const status = () => proxy.status()[0]?.nodes[0];
  await until(() => status()?.state === 'up', { what: 'the node is up' });
  return {
    node,
    status,
    port: proxy.addresses[0]?.port ?? 0,
    close: async () => {
      await proxy.close(0);
      await node.close();
    },
  };
}
