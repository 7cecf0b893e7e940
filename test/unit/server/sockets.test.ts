import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOn, closed, handshake, refusalOf, type Stand, send, startStand } from './shell-stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand?.end());
const withPort = (text: string, port = stand.server.port) => text.replaceAll('PORT', String(port));

describe('a socket opens for a page of this very server', () => {
  it.each(['127.0.0.1:PORT', 'localhost:PORT'])('at %s', async (host) => {
    const own = withPort(host);
    const socket = await stand.dial({ headers: { Host: own }, origin: `http://${own}` });
    expect((await clientOn(socket).about.get()).version).toMatch(/^\d/);
    socket.close();
    expect(await closed(socket)).toBe(1005);
  });

  it.each([
    ['no origin', ''],
    ['a file or a sandboxed frame', 'null'],
    ['TLS', 'https://127.0.0.1:PORT'],
    ['the socket scheme', 'ws://127.0.0.1:PORT'],
    ['another port', 'http://127.0.0.1:1'],
    ['no port', 'http://127.0.0.1'],
    ['another site', 'http://evil.example'],
    ['another site at this port', 'http://evil.example:PORT'],
    ['a longer name', 'http://127.0.0.1:PORT.evil.example'],
    ['a user', 'http://evil@127.0.0.1:PORT'],
    ['a path', 'http://127.0.0.1:PORT/'],
    ['the other name of this server', 'http://localhost:PORT'],
    ['two', 'http://127.0.0.1:PORT, http://evil.example'],
    ['capitals', 'HTTP://127.0.0.1:PORT'],
  ])('and for no other origin: %s', async (_, origin) => {
    const refusal = await refusalOf(
      stand,
      origin === '' ? { origin: undefined as never } : { origin: withPort(origin) },
    );
    expect(refusal.status).toBe(403);
  });

  it('and for no two Origin headers', async () => {
    const head = handshake(stand, await stand.cookie(), `Origin: http://${stand.host}\r\nOrigin: http://evil.example`);
    expect(await stand.raw(head)).toMatch(/^HTTP\/1\.1 403 /);
  });

  it.each([
    '',
    'farmwright-PORT=',
    'farmwright-PORT=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ])('and for no other cookie: "%s"', async (cookie) => {
    expect((await refusalOf(stand, { headers: { Cookie: withPort(cookie) } })).status).toBe(403);
  });

  it.each([
    '/',
    '/api/',
    '/api?x',
    '/API',
    '/api/x',
    '/practice/0123abcd',
  ])('and at no other path: %s', async (path) => {
    expect((await refusalOf(stand, {}, path)).status).toBe(404);
  });

  it('opens nothing by its token: a link is for a page', async () => {
    const { search } = new URL(stand.server.newLink());
    expect((await refusalOf(stand, { headers: { Cookie: '' } }, `/api${search}`)).status).toBe(404);
  });
});

describe('a refused socket', () => {
  it('is ended by the server even where its other end does not let go', { timeout: 10_000 }, async () => {
    const other = await startStand();
    const request = handshake(other, await other.cookie(), 'Origin: http://evil.example');
    const socket = send(other.server.port, request, { allowHalfOpen: true });
    socket.resume();
    await once(socket, 'end');
    // It waits for every connection that the server still has.
    await other.end();
    socket.destroy();
  });

  it.each([
    ['no key', 'Sec-WebSocket-Key: ', 400],
    ['a key that is none', 'Sec-WebSocket-Key: hello', 400],
    ['a version that is none', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 7', 400],
  ])('because of %s is told so', async (_, line, status) => {
    const head = handshake(stand, await stand.cookie(), `Origin: http://${stand.host}`);
    const answer = await stand.raw(head.replace(/Sec-WebSocket-Key: \S+/, line));
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });
});
