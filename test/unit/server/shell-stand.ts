import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { type ClientOptions, WebSocket } from 'ws';
import type { Contract } from '../../../core/api/contract.ts';
import type { Core } from '../../../core/api/core.ts';
import { createRouter } from '../../../core/api/handlers.ts';
import { type RunningServer, startServer } from '../../../core/server/start-server.ts';
import { stubCore } from '../../contract/stub-core.ts';

/** What a browser shell answered. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A browser shell with pages of its own, and the ways a test knocks at it. */
export interface Stand {
  server: RunningServer;
  pages: string;
  host: string;
  /** Sends a request exactly as written: no path is tidied up on the way. */
  ask(path: string, options?: RequestOptions): Promise<Answer>;
  /** Opens the door once: `name=value` of the cookie. */
  cookie(): Promise<string>;
  /** Sends these bytes and gives everything that comes back until the connection ends. */
  raw(bytes: string): Promise<string>;
  /** A WebSocket of a page of this shell, unless the options say otherwise. Opens or rejects. */
  dial(options?: ClientOptions, path?: string): Promise<WebSocket>;
  end(): Promise<void>;
}

export const SECRET_FILE = 'outside-the-pages';

export async function startStand(
  shell: {
    core?: Core;
    headersMs?: number;
    idleMs?: number;
    strangerMs?: number;
    pingMs?: number;
    closeMs?: number;
  } = {},
): Promise<Stand> {
  const { core = stubCore(), ...limits } = shell;
  const parent = mkdtempSync(join(tmpdir(), 'farmwright-stand-'));
  const pages = join(parent, 'pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(parent, 'secret.txt'), SECRET_FILE);
  writeFileSync(join(pages, '.sources'), SECRET_FILE);
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>the pages</title>');
  writeFileSync(join(pages, 'assets/index-abc123.js'), 'export const page = 1;\n');
  writeFileSync(join(pages, 'assets/page.css'), 'p { color: red }\n');
  writeFileSync(join(pages, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n');
  const server = await startServer({ router: createRouter(core), pages, ...limits });
  const host = `127.0.0.1:${server.port}`;
  const ask: Stand['ask'] = async (path, options = {}) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, agent: false, ...options }).end();
    const [answer] = await once(asked, 'response');
    return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
  };
  let known: Promise<string> | undefined;
  const cookie = () => {
    known ??= ask(pathOf(server.newLink())).then(cookieOf);
    return known;
  };
  const sockets: WebSocket[] = [];
  return {
    server,
    pages,
    host,
    ask,
    cookie,
    raw: (bytes) => text(send(server.port, bytes)),
    dial: async (options = {}, path = '/api') => {
      const headers = { Cookie: await cookie(), ...options.headers };
      const socket = new WebSocket(`ws://${host}${path}`, { origin: `http://${host}`, ...options, headers });
      sockets.push(socket);
      await once(socket, 'open');
      return socket;
    },
    end: async () => {
      for (const socket of sockets) socket.terminate();
      await server.close();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** The contract's client on a WebSocket, as the pages have it. */
export function clientOn(socket: WebSocket): ContractRouterClient<Contract> {
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

/** A connection that sends these bytes and then listens. */
export function send(port: number, bytes: string, options: { allowHalfOpen?: boolean } = {}): Socket {
  const socket = connect({ port, host: '127.0.0.1', ...options });
  socket.write(bytes, 'latin1');
  return socket;
}

/** Resolves when a connection is no more, whether it was closed or cut. */
export function gone(socket: Socket): Promise<void> {
  socket.on('error', () => {}).resume();
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
  });
}

/** The request that asks for a WebSocket, byte by byte. */
export function handshake(stand: Stand, cookie: string, origin: string): string {
  return [
    'GET /api HTTP/1.1',
    `Host: ${stand.host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Cookie: ${cookie}`,
    origin,
    '\r\n',
  ].join('\r\n');
}

export function pathOf(link: string): string {
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
}

/** `name=value` of the one cookie an answer sets. */
export function cookieOf(answer: Answer): string {
  return (answer.headers['set-cookie'] ?? []).map((line) => line.replace(/;.*/, '')).join('; ');
}

/** Why a dial was refused: status and headers of the answer. */
export async function refusalOf(
  stand: Stand,
  options: ClientOptions = {},
  path = '/api',
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const headers = { Cookie: await stand.cookie(), ...options.headers };
  const socket = new WebSocket(`ws://${stand.host}${path}`, { origin: `http://${stand.host}`, ...options, headers });
  socket.on('error', () => {});
  socket.on('open', () => socket.terminate());
  const [, answer] = await once(socket, 'unexpected-response');
  answer.resume();
  await once(answer, 'close');
  return { status: answer.statusCode, headers: answer.headers };
}

/** The close code of a socket, once it is closed. */
export async function closed(socket: WebSocket): Promise<number> {
  if (socket.readyState === WebSocket.CLOSED) throw new Error('it was closed before anyone listened');
  const [code] = await once(socket, 'close');
  return code;
}
