import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Access } from './access.ts';

/**
 * Ends every connection on which nobody with the cookie has asked for anything in time. Connections are counted, and who
 * only holds them open would keep the page's own out.
 */
export function limitStrangers(server: Server, access: Access, limitMs: number): void {
  const limits = new WeakMap<Socket, NodeJS.Timeout>();
  server.on('connection', (socket) => {
    const limit = setTimeout(() => socket.destroy(), limitMs);
    limits.set(socket, limit);
    socket.once('close', () => clearTimeout(limit));
  });
  const know = (request: IncomingMessage) => {
    if (access.hasCookie(request)) clearTimeout(limits.get(request.socket));
  };
  for (const event of ['request', 'checkContinue', 'checkExpectation', 'upgrade']) server.on(event, know);
}
