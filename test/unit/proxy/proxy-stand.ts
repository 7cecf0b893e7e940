import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { vi } from 'vitest';
import { type ProxyConfig, parseProxyConfig } from '../../../core/proxy/config.ts';
import { type RunningProxy, startProxy } from '../../../core/proxy/proxy.ts';
import type { ProxyEvent } from '../../../core/proxy/proxy-event.ts';
import { type Authority, type Issued, makeAuthority } from '../../support/certificates.ts';
import { until } from '../../support/until.ts';

export const HOST = 'farm.example.test';
/** A health check that never comes again during a test. */
export const SLOW_CHECKS = {
  method: 'GET',
  path: '/health',
  host: HOST,
  intervalMs: 3_600_000,
  timeoutMs: 10_000,
  fall: 1,
  rise: 1,
};
export const CLIENT = '127.77.0.10';
export const PROXY = '127.77.0.1';
export const SOURCE = '127.77.0.9';

// For machines under load; nothing is waited for longer than it takes.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** A request as a node received it. */
export interface Received {
  method: string;
  url: string;
  lines: [string, string][];
  peer: string;
  sni: string;
  resumed: boolean;
  body: { bytes: number; sha256: string } | null;
  cut: boolean;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A node: it answers health checks as told, keeps what it received, and answers the rest with `answer`. */
export class TestNode {
  readonly received: Received[] = [];
  readonly checks: Received[] = [];
  health: Answer = (_request, response) => response.end('healthy');
  answer: Answer = (request, response) => void request.resume().once('end', () => response.end('answered'));
  readonly name: string;
  readonly address: string;
  port = 0;
  readonly sockets = new Set<Socket>();
  readonly #server: ReturnType<typeof createServer>;

  constructor(name: string, address: string, identity: Issued) {
    this.name = name;
    this.address = address;
    this.#server = createServer({ cert: identity.certificate, key: identity.key, keepAliveTimeout: 60_000 });
    this.#server.maxHeadersCount = 0;
    const take = (request: IncomingMessage, response: ServerResponse) => this.#take(request, response);
    this.#server.on('request', take).on('checkContinue', take);
    this.#server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.port, this.address, resolve));
    this.port = (this.#server.address() as AddressInfo).port;
  }

  /** New connections are shown another certificate, and those that are open end. */
  showFromNowOn(identity: Issued): void {
    this.#server.setSecureContext({ cert: identity.certificate, key: identity.key });
    for (const socket of this.sockets) socket.destroy();
  }

  /** Ends at once, as a process that is killed does. */
  async crash(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.sockets) socket.resetAndDestroy();
    await closed;
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const socket = request.socket as TLSSocket;
    const received: Received = {
      method: request.method ?? '',
      url: request.url ?? '',
      lines: pairs(request.rawHeaders),
      peer: socket.remoteAddress ?? '',
      sni: String(socket.servername),
      resumed: socket.isSessionReused(),
      body: null,
      cut: false,
    };
    const isCheck = request.url === '/health';
    (isCheck ? this.checks : this.received).push(received);
    const hash = createHash('sha256');
    let bytes = 0;
    request.on('error', () => {});
    request.on('close', () => {
      received.cut = !request.complete;
    });
    request.on('data', (chunk: Buffer) => {
      hash.update(chunk);
      bytes += chunk.length;
    });
    request.on('end', () => {
      received.body = { bytes, sha256: hash.digest('hex') };
    });
    (isCheck ? this.health : this.answer)(request, response);
  }
}

export interface Stand {
  proxy: RunningProxy;
  port: number;
  nodes: TestNode[];
  events: ProxyEvent[];
  /** State of a node as the proxy tells it. */
  state(node: TestNode): string;
  whenState(node: TestNode, state: string): Promise<void>;
  close(): Promise<void>;
}

export type ServiceInput = Record<string, unknown>;

let authority: Promise<Authority> | undefined;
let issued: Promise<Issued> | undefined;

/** The authority of this test file's stands. */
export function standAuthority(): Promise<Authority> {
  authority ??= makeAuthority();
  return authority;
}

export function standIdentity(): Promise<Issued> {
  issued ??= standAuthority().then((made) => made.issue({ commonName: HOST, names: [HOST] }));
  return issued;
}

export async function removeStandFiles(): Promise<void> {
  await (await authority)?.remove();
  authority = undefined;
  issued = undefined;
}

/** A whole, valid configuration of one service. */
export async function standConfig(
  nodes: { name: string; address: string; port: number }[],
  more: ServiceInput = {},
): Promise<{ services: [ServiceInput] }> {
  const { certificateFile: caFile } = await standAuthority();
  const { certificateFile, keyFile } = await standIdentity();
  const service = {
    name: 'web',
    listen: { address: PROXY, port: 0 },
    tls: { certificateFile, keyFile },
    header: { name: 'X-Forwarded-For', policy: 'replace' },
    removeHeaders: ['Forwarded', 'X-Real-IP', 'True-Client-IP'],
    sourceAddress: SOURCE,
    nodes: nodes.map(({ name, address, port }) => ({ name, address, port })),
    nodeTls: { caFile, servername: HOST },
    health: { method: 'GET', path: '/health', host: HOST, intervalMs: 20, timeoutMs: 10_000, fall: 2, rise: 2 },
    timeouts: { connectMs: 10_000, requestMs: 20_000, idleMs: 20_000 },
  };
  return { services: [{ ...service, ...more }] };
}

/** Nodes and a proxy before them, with every node up unless told otherwise. */
export async function startStand(
  options: { nodes?: number; service?: ServiceInput; identities?: Issued[]; health?: Answer; waitForUp?: boolean } = {},
): Promise<Stand> {
  const usual = await standIdentity();
  const nodes = Array.from({ length: options.nodes ?? 2 }, (_, index) => {
    return new TestNode(`node-${index + 1}`, `127.77.1.${index + 1}`, options.identities?.[index] ?? usual);
  });
  for (const node of nodes) node.health = options.health ?? node.health;
  await Promise.all(nodes.map((node) => node.listen()));
  const events: ProxyEvent[] = [];
  const config: ProxyConfig = parseProxyConfig(await standConfig(nodes, options.service));
  const proxy = await startProxy(config, { log: (event) => events.push(event) });
  const state = (node: TestNode) =>
    proxy.status()[0]?.nodes.find((candidate) => candidate.node === node.name)?.state ?? 'unknown';
  const stand: Stand = {
    proxy,
    port: proxy.addresses[0]?.port ?? 0,
    nodes,
    events,
    state,
    whenState: async (node, wanted) => {
      await until(() => state(node) === wanted, { what: `${node.name} is ${wanted}` });
    },
    close: async () => {
      await proxy.close(0);
      await Promise.all(nodes.map((node) => node.crash()));
    },
  };
  if (options.waitForUp !== false) await Promise.all(nodes.map((node) => stand.whenState(node, 'up')));
  return stand;
}

/** A port that was free a moment ago. */
export async function freePort(address: string): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function pairs(raw: readonly string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index] ?? '', raw[2 * index + 1] ?? '']);
}

/** Values of all lines of a name, whatever its case. */
export function valuesOf(lines: readonly (readonly [string, string])[], name: string): string[] {
  return lines.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}
