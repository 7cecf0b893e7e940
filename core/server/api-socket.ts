import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { isFrame } from '../api/frame.ts';
import type { createRouter } from '../api/handlers.ts';
import type { Access } from './access.ts';
import { refuseConnection } from './refuse-connection.ts';
import { refusalOf } from './refuse-request.ts';

const PATH = '/api';
const MOST_SOCKETS = 8;
const MOST_BYTES = 32 * 1024 * 1024;
/** Close codes of RFC 6455, section 7.4.1. */
const NOT_UNDERSTOOD = 1007;
const GOING_AWAY = 1001;

/** Answers the contract on WebSockets that pages of this server open. Everything else is refused before it begins. */
export function acceptSockets(
  server: Server,
  router: ReturnType<typeof createRouter>,
  access: Access,
  { headers, pingMs, closeMs }: { headers: Record<string, string>; pingMs: number; closeMs: number },
): { close(): Promise<void> } {
  const handler = new RPCHandler(router);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();
  sockets.on('wsClientError', (_, stream) => refuseConnection(stream, 400, headers));
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const status = refusalOf(request, access)?.status ?? socketRefusal(request, access, sockets.clients.size);
    if (status !== null) {
      refuseConnection(stream, status, headers);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      alive.add(socket);
      socket.on('pong', () => alive.add(socket));
      // A frame over the limit or out of the protocol has already closed the socket.
      socket.on('error', () => socket.terminate());
      void handler.upgrade(framesOf(socket), { context: {} });
    });
  });
  const ping = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, pingMs);
  return {
    close: async () => {
      clearInterval(ping);
      const closed = new Promise((resolve) => sockets.close(resolve));
      for (const socket of sockets.clients) socket.close(GOING_AWAY);
      const limit = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, closeMs);
      await closed;
      clearTimeout(limit);
    },
  };
}

/** Status of what keeps a socket from opening that does not keep a page; null if it may open. */
function socketRefusal(request: IncomingMessage, access: Access, open: number): number | null {
  if (request.url !== PATH) return 404;
  if (!access.isOwnOrigin(request) || !access.hasCookie(request)) return 403;
  return open >= MOST_SOCKETS ? 503 : null;
}

/** The socket as the RPC library gets it: it hears messages of the contract only; any other one closes the socket. */
function framesOf(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  const listen = (type: string, listener: (event: WebSocket.MessageEvent | WebSocket.CloseEvent) => void) => {
    if (type === 'close') socket.addEventListener('close', listener);
    if (type !== 'message') return;
    socket.addEventListener('message', (event) => {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (typeof event.data === 'string' && isFrame(event.data)) listener(event);
      else socket.close(NOT_UNDERSTOOD, 'not a message of the contract');
    });
  };
  return { send: socket.send.bind(socket), addEventListener: listen as WebSocket['addEventListener'] };
}
