import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { until } from '../../support/until.ts';
import { clientOn, closed, gone, refusalOf, type Stand, send, startStand } from './shell-stand.ts';

const ENDS_SOON = 10_000;
/** Long enough that it is never the limit for strangers that ends a connection. */
const PATIENT = { strangerMs: 60_000 };
let stand: Stand;
afterEach(() => stand?.end());

describe('a request that never ends', () => {
  it('is cut off while its headers drip in', { timeout: ENDS_SOON }, async () => {
    stand = await startStand({ ...PATIENT, headersMs: 50 });
    const socket = send(stand.server.port, `GET / HTTP/1.1\r\nHost: ${stand.host}\r\n`);
    const drip = setInterval(() => socket.write('X-Drip: 1\r\n'), 5);
    socket.on('error', () => {});
    try {
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
    } finally {
      clearInterval(drip);
      socket.destroy();
    }
  });

  it('is cut off where it says nothing at all', { timeout: ENDS_SOON }, async () => {
    stand = await startStand({ ...PATIENT, headersMs: 50 });
    await gone(send(stand.server.port, ''));
  });

  it('leaves the others alone', async () => {
    stand = await startStand({ ...PATIENT, headersMs: 50 });
    const socket = await stand.dial();
    await gone(send(stand.server.port, ''));
    expect((await clientOn(socket).about.get()).version).toMatch(/^\d/);
  });
});

describe('who asks and never reads the answers', () => {
  it('is cut off, and its place is free again; a socket may be silent as long as it likes', {
    timeout: ENDS_SOON,
  }, async () => {
    stand = await startStand({ ...PATIENT, idleMs: 50 });
    const silent = await stand.dial();
    const request = `GET / HTTP/1.1\r\nHost: ${stand.host}\r\nCookie: ${await stand.cookie()}\r\n\r\n`;
    const deaf = send(stand.server.port, request.repeat(20_000));
    deaf.pause();
    const cut = once(deaf, 'error');
    // What was sent and not taken comes back as the end of the connection only when something is sent again.
    const push = setInterval(() => deaf.write('GET / HTTP/1.1\r\n'), 20);
    try {
      expect(['ECONNRESET', 'EPIPE']).toContain((await cut)[0].code);
    } finally {
      clearInterval(push);
      deaf.destroy();
    }
    expect((await clientOn(silent).about.get()).version).toMatch(/^\d/);
  });
});

describe('connections', () => {
  it('64 at most; one that goes makes room', { timeout: ENDS_SOON }, async () => {
    stand = await startStand(PATIENT);
    const request = `GET / HTTP/1.1\r\nHost: ${stand.host}\r\nCookie: ${await stand.cookie()}\r\n\r\n`;
    const open = Array.from({ length: 64 }, () => send(stand.server.port, request));
    await Promise.all(open.map((socket) => once(socket, 'data')));
    await gone(send(stand.server.port, ''));
    open[0]?.destroy();
    await until(async () => (await stand.ask('/')).status === 403, { what: 'there is room again' });
    for (const socket of open) socket.destroy();
  });

  it('on which nobody with the cookie asks end soon, whatever else they ask; the page’s own stay', {
    timeout: ENDS_SOON,
  }, async () => {
    stand = await startStand({ strangerMs: 500 });
    const request = (cookie: string) => `GET /icon.svg HTTP/1.1\r\nHost: ${stand.host}\r\n${cookie}\r\n`;
    const own = request(`Cookie: ${await stand.cookie()}\r\n`);
    const page = send(stand.server.port, own);
    await once(page, 'data');
    const socket = await stand.dial();
    await Promise.all(['', 'GET / HTTP/1.1\r\n', request('')].map((bytes) => gone(send(stand.server.port, bytes))));
    page.write(own);
    expect(String((await once(page, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    expect((await clientOn(socket).about.get()).version).toMatch(/^\d/);
    page.destroy();
  });
});

describe('sizes', () => {
  it('headers of more than 16 KiB are refused', async () => {
    stand = await startStand();
    const request = (length: number) =>
      `GET / HTTP/1.1\r\nHost: ${stand.host}\r\nX: ${'x'.repeat(length)}\r\nConnection: close\r\n\r\n`;
    expect(await stand.raw(request(15_000))).toMatch(/^HTTP\/1\.1 403 /);
    expect(await stand.raw(request(17_000))).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe('sockets', () => {
  it('eight at most; one that goes makes room', async () => {
    stand = await startStand();
    const open: WebSocket[] = [];
    for (let index = 0; index < 8; index++) open.push(await stand.dial());
    expect((await refusalOf(stand)).status).toBe(503);
    const [first] = open;
    first?.terminate();
    await until(() => stand.dial(), { what: 'there is room again' });
  });

  it('one that does not answer a ping is let go, one that does is kept', { timeout: ENDS_SOON }, async () => {
    stand = await startStand({ pingMs: 50 });
    const silent = await stand.dial({ autoPong: false });
    const alive = await stand.dial();
    expect(await closed(silent)).toBe(1006);
    for (let pings = 0; pings < 3; pings++) await once(alive, 'ping');
    expect((await clientOn(alive).about.get()).version).toMatch(/^\d/);
  });
});

describe('the end', () => {
  it('tells its sockets that the server goes away', async () => {
    stand = await startStand();
    const socket = await stand.dial();
    const end = closed(socket);
    await stand.server.close();
    expect(await end).toBe(1001);
  });

  it('does not wait for a page that hangs', { timeout: ENDS_SOON }, async () => {
    stand = await startStand({ closeMs: 50 });
    const socket = await stand.dial();
    socket.pause();
    await stand.server.close();
  });

  it('ends requests that are under way, and the port is free again', async () => {
    stand = await startStand();
    const half = send(stand.server.port, 'GET / HTTP/1.1\r\n');
    const end = gone(half);
    await once(half, 'connect');
    await stand.server.close();
    await end;
    const refused = send(stand.server.port, '');
    const [error] = await once(refused, 'error');
    expect(error.code).toBe('ECONNREFUSED');
  });

  it('comes once, however often it is asked for', async () => {
    stand = await startStand();
    await Promise.all([stand.server.close(), stand.server.close()]);
    await stand.server.close();
  });
});
