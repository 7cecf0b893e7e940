import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { parseProxyConfig } from '../../../core/proxy/config.ts';
import type { NodeStatus } from '../../../core/proxy/node-pool.ts';
import { type RunningProxy, startProxy } from '../../../core/proxy/proxy.ts';
import type { ProxyEvent } from '../../../core/proxy/proxy-event.ts';
import { until } from '../../support/until.ts';
import { CLIENT, freePort, HOST, PROXY, type ServiceInput, standConfig } from './proxy-stand.ts';

/** One side of a connection, as it was seen. */
export interface Side {
  socket: Socket;
  peer: string;
  text: string;
  bytes: number;
  /** The other side said that it sends no more. */
  ended: boolean;
  closed: boolean;
  /** Its end was no orderly one. */
  broken: boolean;
}

/** Watches a socket. It keeps its own half open. */
export function sideOf(socket: Socket): Side {
  const side: Side = {
    socket,
    peer: socket.remoteAddress ?? '',
    text: '',
    bytes: 0,
    ended: false,
    closed: false,
    broken: false,
  };
  socket.on('data', (chunk: Buffer) => {
    side.bytes += chunk.length;
    if (side.bytes < 65_536) side.text += chunk.toString('latin1');
  });
  socket.on('end', () => {
    side.ended = true;
  });
  socket.on('error', () => {
    side.broken = true;
  });
  socket.on('close', () => {
    side.closed = true;
  });
  return side;
}

/** A node that speaks no protocol: it answers checks at a port of their own and keeps its connections. */
export class TcpNode {
  readonly connections: Side[] = [];
  /** What is done with each connection besides keeping it. */
  take: (side: Side) => void = () => {};
  port = 0;
  readonly name: string;
  readonly address: string;
  readonly #server: Server;
  readonly #checks: Server;

  constructor(name: string, address: string) {
    this.name = name;
    this.address = address;
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      const side = sideOf(socket);
      this.connections.push(side);
      this.take(side);
    });
    this.#checks = createServer((socket) => socket.on('error', () => {}).resume());
  }

  async listen(checkPort: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.port, this.address, resolve));
    this.port = (this.#server.address() as AddressInfo).port;
    await new Promise<void>((resolve) => this.#checks.listen(checkPort, this.address, resolve));
  }

  /** Accepts no further connection; its checks are answered still. */
  async refuse(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const { socket } of this.connections) socket.destroy();
    await closed;
  }

  async close(): Promise<void> {
    await this.refuse();
    await new Promise((resolve) => this.#checks.close(resolve));
  }

  /** The latest of its connections, once there are so many. */
  async connection(count: number): Promise<Side> {
    return await until(() => this.connections.length >= count && (this.connections[count - 1] as Side), {
      what: `${this.name} has ${count} connections`,
    });
  }
}

export interface TcpStand {
  proxy: RunningProxy;
  port: number;
  nodes: TcpNode[];
  events: ProxyEvent[];
  status(node: TcpNode): NodeStatus;
  /** Nothing is under way any more, at either side. */
  allOver(): Promise<void>;
  close(): Promise<void>;
}

/** The usual timeouts: longer than any wait of a test, so that nothing ends by them. */
export const LONG = { connectMs: 60_000, requestMs: 60_000, idleMs: 120_000 };

/** Nodes without a protocol and a proxy in mode tcp before them. */
export async function startTcpStand(options: { nodes?: number; service?: ServiceInput } = {}): Promise<TcpStand> {
  const nodes = Array.from(
    { length: options.nodes ?? 1 },
    (_, index) => new TcpNode(`node-${index + 1}`, `127.77.2.${index + 1}`),
  );
  const checkPort = await freePort('127.77.2.1');
  for (const node of nodes) await node.listen(checkPort);
  const events: ProxyEvent[] = [];
  const service = {
    mode: 'tcp',
    health: {
      check: 'connect',
      port: checkPort,
      ...{ method: 'GET', path: '/', host: HOST, intervalMs: 20, timeoutMs: 10_000, fall: 2, rise: 2 },
    },
    timeouts: LONG,
    ...options.service,
  };
  const proxy = await startProxy(parseProxyConfig(await standConfig(nodes, service)), {
    log: (event) => events.push(event),
  }).catch(async (error) => {
    await Promise.all(nodes.map((node) => node.close()));
    throw error;
  });
  const status = (node: TcpNode) => {
    const found = proxy.status()[0]?.nodes.find((candidate) => candidate.node === node.name);
    if (found === undefined) throw new Error(`${node.name} is not in the status`);
    return found;
  };
  for (const node of nodes) await until(() => status(node).state === 'up', { what: `${node.name} is up` });
  return {
    proxy,
    port: proxy.addresses[0]?.port ?? 0,
    nodes,
    events,
    status,
    allOver: async () => {
      await until(() => nodes.every((node) => status(node).active === 0), { what: 'nothing is under way' });
      await until(() => nodes.every(({ connections }) => connections.every(({ closed }) => closed)), {
        what: 'the nodes keep no connection',
      });
    },
    close: async () => {
      await proxy.close(0);
      await Promise.all(nodes.map((node) => node.close()));
    },
  };
}

/** A client's connection, from an address of its own where one is given. */
export async function openTcp(port: number, from = CLIENT): Promise<Side> {
  const socket = connect({ host: PROXY, port, localAddress: from, allowHalfOpen: true });
  const side = sideOf(socket);
  await until(() => !socket.connecting, { what: 'the proxy has accepted' });
  return side;
}
