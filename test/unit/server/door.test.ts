import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, pathOf, type Stand, startStand } from './shell-stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand?.end());

const withCookie = async (cookie?: string) => ({ headers: { Cookie: cookie ?? (await stand.cookie()) } });

describe('a one-time link', () => {
  it('opens the door once and sets a cookie that stays with this server', async () => {
    const link = pathOf(stand.server.newLink());
    const first = await stand.ask(link);
    expect(first.status).toBe(200);
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(`^farmwright-${stand.server.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
      ),
    ]);
    const second = await stand.ask(link);
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.body).toContain('already used');
  });

  it('stays closed to a second one who comes at the same time', async () => {
    const link = pathOf(stand.server.newLink());
    const answers = await Promise.all(Array.from({ length: 8 }, () => stand.ask(link)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('leads on to the same path without the token, which no page keeps', async () => {
    const link = stand.server.newLink();
    const token = new URL(link).searchParams.get('token');
    const answer = await stand.ask(`/practice/0123abcd?token=${token}`);
    expect(answer.body).toContain('content="0;url=/practice/0123abcd"');
    expect(answer.body).not.toContain(token);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
  });

  it.each([
    '/.//evil.example',
    '/x/..//evil.example/',
    '//evil.example',
    '/%2f/evil',
    '/"><script>',
    '/\\evil.example',
  ])('leads to no other server and carries no markup: %s', async (path) => {
    const token = new URL(stand.server.newLink()).searchParams.get('token');
    const answer = await stand.ask(`${path}?token=${token}`);
    if (answer.status === 200) expect(answer.body).toMatch(/content="0;url=\/(?!\/)[\w/-]*"/);
    else expect(answer.status).toBe(400);
    expect(answer.body).not.toContain('<script');
  });

  it('is not spent by a look that wants no page (HEAD)', async () => {
    const link = pathOf(stand.server.newLink());
    const look = await stand.ask(link, { method: 'HEAD' });
    expect(look.headers['set-cookie']).toBeUndefined();
    expect((await stand.ask(link)).status).toBe(200);
  });

  it('works for every link that was made, in any order', async () => {
    const links = [stand.server.newLink(), stand.server.newLink(), stand.server.newLink()].map(pathOf);
    expect(new Set(links).size).toBe(3);
    for (const link of links.reverse()) expect((await stand.ask(link)).status).toBe(200);
  });

  it('is void once sixteen newer ones were made', async () => {
    const links = Array.from({ length: 17 }, () => pathOf(stand.server.newLink()));
    expect((await stand.ask(links[0] ?? '')).status).toBe(403);
    for (const link of links.slice(1)) expect((await stand.ask(link)).status).toBe(200);
  });

  it('tells its maker when it was used', async () => {
    let used = 0;
    const link = pathOf(
      stand.server.newLink('/', () => {
        used += 1;
      }),
    );
    await stand.ask(`${link}x`);
    expect(used).toBe(0);
    await stand.ask(link);
    await stand.ask(link);
    expect(used).toBe(1);
  });

  it.each([
    '',
    'x',
    'A'.repeat(43),
    'A'.repeat(4000),
    '%00',
    '%ff',
    'ä',
  ])('opens nothing with the token "%s"', async (token) => {
    const answer = await stand.ask(`/?token=${encodeURI(token)}`);
    expect(answer.status).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('is not spent by a wrong token, nor is the door opened by half of the right one', async () => {
    const link = pathOf(stand.server.newLink());
    for (const wrong of [link.slice(0, -1), `${link}x`, link.toUpperCase(), link.replace('token', 'Token')])
      expect((await stand.ask(wrong)).status).toBe(403);
    expect((await stand.ask(link)).status).toBe(200);
  });
});

describe('the cookie', () => {
  it('opens every page, again and again, as long as the server runs', async () => {
    const path = '/practice/0123abcd';
    for (const _ of [1, 2]) {
      expect((await stand.ask('/', await withCookie())).body).toContain('the pages');
      expect((await stand.ask(path, await withCookie())).body).toContain('the pages');
    }
  });

  it.each([
    '/',
    '/practice/0123abcd',
    '/assets/index-abc123.js',
    '/nothing',
    '/api',
    '/?x=1',
  ])('is asked for at %s; without it a plain page says how to come in', async (path) => {
    const answer = await stand.ask(path);
    expect(answer.status).toBe(403);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.body).toContain('Open the address that Farmwright printed in its terminal');
    expect(answer.body).toContain('Restart Farmwright');
  });

  it('is worth nothing cut, lengthened, emptied or under another name', async () => {
    const cookie = await stand.cookie();
    const value = cookie.slice(cookie.indexOf('=') + 1);
    const wrong = [
      cookie.slice(0, -1),
      `${cookie}x`,
      cookie.replace(value, ''),
      `other=${value}`,
      value,
      `"${cookie}"`,
    ];
    for (const one of wrong) expect((await stand.ask('/', await withCookie(one))).status).toBe(403);
    expect((await stand.ask('/', await withCookie(`a=b; ${cookie}; c=d`))).status).toBe(200);
  });

  it('of one Farmwright opens no other, and both have their own name', async () => {
    const other = await startStand();
    try {
      const [mine, theirs] = [await stand.cookie(), await other.cookie()];
      expect(mine.split('=')[0]).not.toBe(theirs.split('=')[0]);
      const renamed = theirs.replace(String(other.server.port), String(stand.server.port));
      expect((await stand.ask('/', await withCookie(theirs))).status).toBe(403);
      expect((await stand.ask('/', await withCookie(renamed))).status).toBe(403);
      expect((await stand.ask('/', await withCookie(`${theirs}; ${mine}`))).status).toBe(200);
    } finally {
      await other.end();
    }
  });

  it('is the same for every link, so that a second window does not lock the first one out', async () => {
    expect(cookieOf(await stand.ask(pathOf(stand.server.newLink())))).toBe(await stand.cookie());
  });
});
