import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import type { createRouter } from '../api/handlers.ts';
import { Access } from './access.ts';
import { acceptSockets } from './api-socket.ts';
import { securityHeaders } from './security-headers.ts';

const LOOPBACK = '127.0.0.1';
const HEADER_BYTES = 16 * 1024;

/** A browser shell that listens. */
export interface RunningServer {
  port: number;
  /** An address that opens the door once. */
  newLink(): string;
  close(): Promise<void>;
}

/**
 * The browser shell: the built pages and the contract over one WebSocket, on 127.0.0.1 only.
 * @param shell.pages folder of the built pages
 * @param shell.port asked of the system unless given
 * @param shell.headersMs how long a request's headers may take
 */
export async function startServer(shell: {
  router: ReturnType<typeof createRouter>;
  pages: string;
  port?: number;
  headersMs?: number;
}): Promise<RunningServer> {
  const server = createServer({ maxHeaderSize: HEADER_BYTES });
  server.headersTimeout = shell.headersMs ?? 10_000;
  server.requestTimeout = 30_000;
  server.maxConnections = 64;
  await listen(server, shell.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const access = new Access(port);
  const answer = pagesOf(shell.pages, access, securityHeaders(port));
  server.on('request', answer);
  const sockets = acceptSockets(server, shell.router, access);
  return {
    port,
    newLink: () => `http://${LOOPBACK}:${port}/?token=${access.newToken()}`,
    close: async () => {
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function pagesOf(folder: string, access: Access, headers: Record<string, string>) {
  const files = sirv(folder, {
    etag: true,
    setHeaders: (response, path) => response.setHeader('Cache-Control', cacheOf(path)),
  });
  const index = readFileSync(join(folder, 'index.html'));
  return (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!access.isOwnHost(request)) return refuse(response, 421, 'This server answers at its own address only.');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'Only GET is answered here.');
    const url = urlOf(request);
    if (url === null) return refuse(response, 400, 'This address is not understood.');
    const token = url.searchParams.get('token');
    if (token !== null) return redeem(access, token, url.pathname, response);
    if (!access.hasCookie(request))
      return refuse(
        response,
        403,
        'Open the address that Farmwright printed in its terminal. It works once; start Farmwright again for a new one.',
      );
    if (url.pathname === '/' || /^\/practice\/[a-z0-9-]+$/.test(url.pathname))
      return sendIndex(index, request, response);
    files(request, response, () => refuse(response, 404, 'There is no such page.'));
  };
}

/** The address as a path of this server; null where it is anything else. */
function urlOf(request: IncomingMessage): URL | null {
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//') || target.includes('\\') || target.includes('\0')) return null;
  return URL.canParse(target, `http://${LOOPBACK}`) ? new URL(target, `http://${LOOPBACK}`) : null;
}

/**
 * Swaps a token for the cookie. The page leads on by itself instead of a redirect: the browser then asks for the next
 * page on behalf of this one, and sends the cookie even where the link was opened from somewhere else.
 */
function redeem(access: Access, token: string, path: string, response: ServerResponse): void {
  const cookie = access.redeem(token);
  if (cookie === null) {
    refuse(
      response,
      403,
      'This address was used already, or is not one of this server. Start Farmwright again for a new one.',
    );
    return;
  }
  const next = path.replace(/[^a-z0-9/-]/gi, '');
  response.writeHead(200, {
    'Set-Cookie': cookie,
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(
    `<!doctype html><html lang="en"><meta http-equiv="refresh" content="0;url=${next}"><link rel="icon" href="/icon.svg"><title>Farmwright</title><p><a href="${next}">Open Farmwright</a></p></html>`,
  );
}

function sendIndex(index: Buffer, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : index);
}

function cacheOf(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${sentence}\n`);
}
