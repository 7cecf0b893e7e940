import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { createRouter } from '../api/handlers.ts';
import { FarmError } from '../model/errors.ts';
import { Access } from './access.ts';
import { acceptSockets } from './api-socket.ts';
import { limitStrangers } from './limit-strangers.ts';
import { pagesOf } from './pages.ts';
import { refuseConnection } from './refuse-connection.ts';
import { securityHeaders } from './security-headers.ts';

const LOOPBACK = '127.0.0.1';
const HEADER_BYTES = 16 * 1024;
const MOST_CONNECTIONS = 64;
const REQUEST_MS = 30_000;

/** A browser shell that listens. */
export interface RunningServer {
  port: number;
  /** An address that opens the door once, leads to this page (the start page unless given), and then tells so. */
  newLink(page?: string, opened?: () => void): string;
  close(): Promise<void>;
}

/**
 * The browser shell: the built pages and the contract over one WebSocket, on 127.0.0.1 only.
 * @param shell.pages folder of the built pages
 * @param shell.port asked of the system unless given
 * @param shell.headersMs how long a request's headers may take
 * @param shell.idleMs how long nothing may move on a connection that is no socket
 * @param shell.strangerMs how long a connection may be there on which nobody with the cookie has asked for anything
 * @param shell.pingMs how often a socket is asked whether it is still there; gone are those that did not answer the
 *   last time
 * @param shell.closeMs how long the other end of a socket may take to say goodbye
 * @throws FarmError `port.refused` if that port cannot be had
 */
export async function startServer(shell: {
  router: ReturnType<typeof createRouter>;
  pages: string;
  port?: number;
  headersMs?: number;
  idleMs?: number;
  strangerMs?: number;
  pingMs?: number;
  closeMs?: number;
}): Promise<RunningServer> {
  const { headersMs = 10_000, idleMs = 30_000, strangerMs = 3000, pingMs = 30_000, closeMs = 1000 } = shell;
  const server = createServer({
    maxHeaderSize: HEADER_BYTES,
    headersTimeout: headersMs,
    requestTimeout: Math.max(headersMs, REQUEST_MS),
    // Node looks for late requests every 30 s unless told otherwise.
    connectionsCheckingInterval: Math.min(headersMs, 5000),
    // A request without a Host is refused by the same door as one with a wrong Host.
    requireHostHeader: false,
    // Whatever the environment says: a lenient parser is one that can be told two things at once.
    insecureHTTPParser: false,
  });
  server.maxConnections = MOST_CONNECTIONS;
  // The limits above are for requests: this one is for who asks and never reads the answer.
  server.timeout = idleMs;
  await listen(server, shell.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const access = new Access(port);
  const headers = securityHeaders(port);
  limitStrangers(server, access, strangerMs);
  const answer = pagesOf(shell.pages, access, headers);
  for (const event of ['request', 'checkContinue', 'checkExpectation']) server.on(event, answer);
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    // In the middle of an answer nothing more can be said.
    if ('bytesWritten' in stream && stream.bytesWritten === 0) refuseConnection(stream, statusOf(error), headers);
    else stream.destroy();
  });
  const sockets = acceptSockets(server, shell.router, access, { headers, pingMs, closeMs });
  let closing: Promise<void> | undefined;
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await sockets.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    port,
    newLink: (page = '/', opened = () => {}) => `http://${LOOPBACK}:${port}${page}?token=${access.newToken(opened)}`,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(asRefusal(error, port)));
    server.listen(port, LOOPBACK, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

/** A port that was asked for and cannot be had, as the expected failure it is. */
function asRefusal(error: NodeJS.ErrnoException, port: number): Error {
  const reasons: Record<string, string> = { EADDRINUSE: 'is already in use', EACCES: 'needs administrator rights' };
  const reason = reasons[error.code ?? ''];
  if (reason === undefined) return error;
  return new FarmError({
    code: 'port.refused',
    field: '--port',
    message: `Port ${port} ${reason}.`,
    remedy: 'Choose another port, or leave out --port to use any free port.',
  });
}

function statusOf({ code }: NodeJS.ErrnoException): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}
