import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** A web server on 127.0.0.1 that keeps nobody out: what it gives to pages of other origins shows that they really ask. */
export interface OpenSite {
  port: number;
  end(): Promise<void>;
}

const FILES: Record<string, { type: string; text: string }> = {
  '/': { type: 'text/html', text: '<!doctype html><title>open</title><p>open to all</p>' },
  '/icon.svg': { type: 'image/svg+xml', text: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>' },
  '/assets/index-abc123.js': { type: 'text/javascript', text: 'export const page = 1;' },
  '/assets/page.css': { type: 'text/css', text: 'p { color: red }' },
};

/** Starts it: pages, files, and a WebSocket at `/api`. */
export async function startOpenSite(): Promise<OpenSite> {
  const server = createServer((request, response) => {
    const { origin = '*' } = request.headers;
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Credentials', 'true');
    response.setHeader('Access-Control-Allow-Headers', 'x-test');
    send(response, request.headers.accept === 'text/event-stream' ? undefined : FILES[request.url ?? '']);
  }).listen(0, '127.0.0.1');
  const sockets = new WebSocketServer({ server, path: '/api' });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    end: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, file = { type: 'text/event-stream', text: 'data: 1\n\n' }): void {
  response.writeHead(200, { 'Content-Type': file.type });
  response.end(file.text);
}
