import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handshake, pathOf, refusalOf, SECRET_FILE, type Stand, startStand } from './shell-stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand?.end());

const asPage = async (path: string, method = 'GET', headers: Record<string, string> = {}) =>
  stand.ask(path, { method, headers: { Cookie: await stand.cookie(), ...headers } });
const ASSET = '/assets/index-abc123.js';

describe('pages', () => {
  it.each([
    ['/', 200],
    ['/?x=1', 200],
    ['/practice/0123abcd', 200],
    ['/practice/0123abcd/', 200],
    [ASSET, 200],
    ['/practice', 404],
    ['/practice/', 404],
    ['/practice/0123abcd/x', 404],
    ['/practice/UPPER', 404],
    ['/assets/', 404],
    ['/assets/none.js', 404],
    ['/api', 404],
    ['/nothing', 404],
  ])('%s: %i', async (path, status) => {
    expect((await asPage(path)).status).toBe(status);
  });

  it('are not kept by the browser; assets, whose names change with their content, are', async () => {
    expect((await asPage('/')).headers['cache-control']).toBe('no-store');
    expect((await asPage('/practice/0123abcd')).headers['cache-control']).toBe('no-store');
    expect((await asPage('/index.html')).headers['cache-control']).toBe('no-store');
    const asset = await asPage(ASSET);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(asset.headers['content-type']).toBe('text/javascript');
    expect((await asPage('/nothing')).headers['cache-control']).toBe('no-store');
  });

  it('come without their body to HEAD', async () => {
    for (const path of ['/', ASSET]) {
      const answer = await asPage(path, 'HEAD');
      expect([answer.status, answer.body]).toEqual([200, '']);
    }
  });

  it.each([
    'bytes=5-2',
    'bytes=0-3',
    'bytes=-5',
    'bytes=99-',
    'bytes=0-1,3-4',
    'x',
    'bytes=a-b',
  ])('survive the range "%s"', async (range) => {
    await asPage(ASSET, 'GET', { Range: range });
    expect((await asPage(ASSET)).body).toBe('export const page = 1;\n');
  });

  it('survive that a new build takes their files away', async () => {
    const other = await startStand();
    try {
      const headers = { Cookie: await other.cookie() };
      rmSync(join(other.pages, 'assets'), { recursive: true });
      expect((await other.ask(ASSET, { headers })).status).toBe(404);
      rmSync(other.pages, { recursive: true });
      expect((await other.ask('/', { headers })).status).toBe(200);
    } finally {
      await other.end();
    }
  });
});

describe('files outside the pages stay outside', () => {
  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%252e%252e%252fsecret.txt',
    '/....//secret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/secret.txt%00.js',
    '/assets/index-abc123.js%00',
    '/%',
    '/%zz',
    '/.sources',
    '/%2esources',
    '/__proto__',
    '/constructor',
  ])('%s', async (path) => {
    const answer = await asPage(path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toContain(SECRET_FILE);
  });

  it('a NUL in the target', async () => {
    const answer = await stand.raw(
      `GET /secret.txt\0.js HTTP/1.1\r\nHost: ${stand.host}\r\nCookie: ${await stand.cookie()}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
  });
});

describe('methods', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])('%s is refused', async (method) => {
    for (const path of ['/', ASSET, '/api', pathOf(stand.server.newLink())]) {
      const answer = await asPage(path, method);
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe('GET, HEAD');
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });
});

describe('every answer', () => {
  const policy = () =>
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src 'self' ws://127.0.0.1:${stand.server.port} ws://localhost:${stand.server.port}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; ');
  const expected = () => ({
    'content-security-policy': policy(),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  const headersOf = (answer: string) =>
    Object.fromEntries(
      answer
        .slice(0, answer.indexOf('\r\n\r\n'))
        .split('\r\n')
        .slice(1)
        .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
    );

  it('carries the headers that keep it in its place: pages, links, refusals', async () => {
    const cookie = await stand.cookie();
    const answers = [
      await asPage('/'),
      await asPage('/practice/0123abcd'),
      await asPage(ASSET),
      await asPage('/', 'HEAD'),
      await asPage('/nothing'),
      await asPage('/', 'POST'),
      await stand.ask(pathOf(stand.server.newLink())),
      await stand.ask('/?token=x'),
      await stand.ask('/'),
      await stand.ask('/', { headers: { Host: 'evil.example', Cookie: cookie } }),
      await stand.ask('/', { headers: { Cookie: cookie, Expect: 'a-miracle' } }),
      await stand.ask('/', { headers: { Cookie: cookie, Expect: '100-continue' } }),
    ];
    for (const { headers } of answers) expect(headers).toMatchObject(expected());
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404, 405, 200, 403, 403, 421, 200, 200]);
  });

  it('carries them unchanged', async () => {
    const asset = await asPage(ASSET);
    const unchanged = await asPage(ASSET, 'GET', { 'If-None-Match': String(asset.headers.etag) });
    expect(unchanged.status).toBe(304);
    expect(unchanged.headers).toMatchObject(expected());
  });

  it('carries them where the request is not even HTTP, too long, or has no Host', async () => {
    const requests = {
      '400': 'nonsense\r\n\r\n',
      '431': `GET / HTTP/1.1\r\nHost: ${stand.host}\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      '421': 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
    };
    for (const [status, request] of Object.entries(requests)) {
      const answer = await stand.raw(request);
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(headersOf(answer)).toMatchObject(expected());
    }
  });

  it('carries them where a socket is refused', async () => {
    const refusals = [
      await refusalOf(stand, {}, '/other'),
      await refusalOf(stand, { origin: 'http://evil.example' }),
      await refusalOf(stand, { headers: { Cookie: '' } }),
      await refusalOf(stand, { headers: { Host: 'evil.example' } }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([404, 403, 403, 421]);
    for (const { headers } of refusals) expect(headers).toMatchObject(expected());
    const keyless = handshake(stand, await stand.cookie(), `Origin: http://${stand.host}`).replace(
      /-Key: \S+/,
      '-Key: ',
    );
    const answer = await stand.raw(keyless);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(headersOf(answer)).toMatchObject(expected());
  });

  it('names no software', async () => {
    for (const { headers } of [await asPage('/'), await stand.ask('/')]) {
      expect(headers.server).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });
});
