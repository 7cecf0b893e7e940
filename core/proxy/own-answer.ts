import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Sends an answer of the proxy itself, if no node answered. */
export function answer(response: ServerResponse, status: number, why: string): void {
  const text = `${status} ${STATUS_CODES[status]}: ${why}\n`;
  response.writeHead(status, STATUS_CODES[status], {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(text);
}

/** The same on a socket whose request could not be read; nothing after it on this connection can be trusted. */
export function answerOnSocket(socket: Duplex, status: number): void {
  if (!socket.writable) return void socket.destroy();
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nCache-Control: no-store\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    () => socket.destroy(),
  );
}
