import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type Stand, startStand } from './shell-stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand?.end());

/** `PORT` stands for the server's own port. */
const FOREIGN = [
  'evil.example',
  'evil.example:PORT',
  '127.0.0.1',
  '127.0.0.1:1',
  '127.0.0.1:PORT0',
  '127.0.0.1.:PORT',
  '127.1:PORT',
  '127.0.0.2:PORT',
  '0.0.0.0:PORT',
  '[::1]:PORT',
  '2130706433:PORT',
  'localhost',
  'localhost.:PORT',
  'localhost.evil:PORT',
  'localhost:PORT.evil.example',
  'LOCALHOST:PORT',
  'evil.example@127.0.0.1:PORT',
  '127.0.0.1:PORT, evil.example',
];
const withPort = (host: string) => host.replaceAll('PORT', String(stand.server.port));

describe('DNS rebinding', () => {
  it.each(['127.0.0.1:PORT', 'localhost:PORT'])('leaves %s in', async (host) => {
    const headers = { Host: withPort(host), Cookie: await stand.cookie() };
    expect((await stand.ask('/', { headers })).status).toBe(200);
  });

  it.each(FOREIGN)('is refused for pages asked as "%s"', async (host) => {
    const headers = { Host: withPort(host), Cookie: await stand.cookie() };
    const answer = await stand.ask('/', { headers });
    expect(answer.status).toBe(421);
    expect(answer.body).not.toContain('the pages');
  });

  it.each(FOREIGN)('is refused for sockets asked as "%s", even from a page of that name', async (host) => {
    const headers = { Host: withPort(host) };
    const { status } = await refusalOf(stand, { headers, origin: `http://${withPort(host)}` });
    expect(status).toBe(421);
  });

  it('spends no token', async () => {
    const link = new URL(stand.server.newLink());
    const path = `/${link.search}`;
    expect((await stand.ask(path, { headers: { Host: 'evil.example' } })).status).toBe(421);
    expect((await stand.ask(path)).status).toBe(200);
  });
});

describe('requests that say two things', () => {
  const request = async (head: string) =>
    stand.raw(
      `${withPort(head).replaceAll('\n', '\r\n')}\r\nCookie: ${await stand.cookie()}\r\nConnection: close\r\n\r\n`,
    );

  it.each([
    ['no Host', 'GET / HTTP/1.1', /^HTTP\/1\.1 4/],
    ['an empty Host', 'GET / HTTP/1.1\nHost:', /^HTTP\/1\.1 421/],
    ['no Host in HTTP/1.0', 'GET / HTTP/1.0', /^HTTP\/1\.1 4/],
    ['two Hosts, the right one first', 'GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nHost: evil.example', /^HTTP\/1\.1 4/],
    ['two Hosts, the right one last', 'GET / HTTP/1.1\nHost: evil.example\nHost: 127.0.0.1:PORT', /^HTTP\/1\.1 4/],
    ['two Hosts, both right', 'GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nhost: 127.0.0.1:PORT', /^HTTP\/1\.1 4/],
    ['another server in the target', 'GET http://evil.example/ HTTP/1.1\nHost: 127.0.0.1:PORT', /^HTTP\/1\.1 400/],
    ['itself in the target', 'GET http://127.0.0.1:PORT/ HTTP/1.1\nHost: 127.0.0.1:PORT', /^HTTP\/1\.1 400/],
    ['another server behind two slashes', 'GET //evil.example/ HTTP/1.1\nHost: 127.0.0.1:PORT', /^HTTP\/1\.1 400/],
    ['a tunnel', 'CONNECT evil.example:80 HTTP/1.1\nHost: 127.0.0.1:PORT', /^(HTTP\/1\.1 4|$)/],
    ['a folded Host', 'GET / HTTP/1.1\nHost: 127.0.0.1:PORT\n evil.example', /^HTTP\/1\.1 4/],
    ['a Host after a bare space', 'GET / HTTP/1.1\nHost : 127.0.0.1:PORT', /^HTTP\/1\.1 4/],
    ['no HTTP at all', 'hello', /^HTTP\/1\.1 400/],
  ])('%s: refused', async (_, head, refusal) => {
    const answer = await request(head);
    expect(answer).toMatch(refusal);
    expect(answer).not.toContain('the pages');
  });
});

it('listens on 127.0.0.1 and on no other address', async () => {
  for (const address of ['127.0.0.2', '127.255.255.254', '::1']) {
    const socket = connect(stand.server.port, address);
    const [error] = await once(socket, 'error');
    expect(['ECONNREFUSED', 'EADDRNOTAVAIL', 'ENETUNREACH', 'EHOSTUNREACH']).toContain(error.code);
  }
});
