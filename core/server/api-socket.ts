import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { createRouter } from '../api/handlers.ts';
import type { Access } from './access.ts';

const PATH = '/api';
const MOST_SOCKETS = 8;
const MOST_BYTES = 1024 * 1024;
const PING_MS = 30_000;
/** Close codes of RFC 6455, section 7.4.1. */
const NOT_UNDERSTOOD = 1007;
const GOING_AWAY = 1001;

/** Answers the contract on WebSockets that pages of this server open. Everything else is refused before it begins. */
export function acceptSockets(
  server: Server,
  router: ReturnType<typeof createRouter>,
  access: Access,
): { close(): void } {
  const handler = new RPCHandler(router);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const status = refusal(request, access, sockets.clients.size);
    if (status !== null) {
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      alive.add(socket);
      socket.on('pong', () => alive.add(socket));
      // A frame over the limit or out of the protocol has already closed the socket.
      socket.on('error', () => socket.terminate());
      socket.on('message', (data, isBinary) => {
        if (isBinary || !isMessage(String(data))) socket.close(NOT_UNDERSTOOD, 'not a message of the contract');
      });
      void handler.upgrade(socket, { context: {} });
    });
  });
  const ping = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, PING_MS);
  return {
    close: () => {
      clearInterval(ping);
      for (const socket of sockets.clients) socket.close(GOING_AWAY);
      sockets.close();
    },
  };
}

/** Status line of the refusal, or null where the socket may open. */
function refusal(request: IncomingMessage, access: Access, open: number): string | null {
  if (request.url !== PATH) return '404 Not Found';
  if (!access.isOwnHost(request)) return '421 Misdirected Request';
  if (!access.isOwnOrigin(request) || !access.hasCookie(request)) return '403 Forbidden';
  return open >= MOST_SOCKETS ? '503 Service Unavailable' : null;
}

function isMessage(text: string): boolean {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null && 'i' in message;
  } catch {
    return false;
  }
}
