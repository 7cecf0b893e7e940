import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Answers on a connection that no `ServerResponse` exists for (broken requests, refused sockets), then ends it, even
 * if the other end keeps its half open.
 */
export function refuseConnection(stream: Duplex, status: number, headers: Record<string, string>): void {
  if (!stream.writable) {
    stream.destroy();
    return;
  }
  const head = { ...headers, 'Cache-Control': 'no-store', Connection: 'close', 'Content-Length': '0' };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  stream.on('error', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`, () => stream.destroy());
}
