import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { securityHeaders } from '../../../core/server/security-headers.ts';
import { pagesOf } from '../../../electron/pages.ts';

let folder: string;
let answer: ReturnType<typeof pagesOf>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fw-pages-'));
  const pages = join(folder, 'pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), 'the page');
  writeFileSync(join(pages, 'assets/main.js'), 'the script');
  writeFileSync(join(pages, 'notes.txt'), 'no page is made of this');
  writeFileSync(join(folder, 'secret.js'), 'outside');
  symlinkSync(join(folder, 'secret.js'), join(pages, 'assets/link.js'));
  answer = pagesOf(pages);
});
afterAll(() => rmSync(folder, { recursive: true }));

const get = async (url: string, method = 'GET') => await answer({ url, method } as Request);

describe('the pages of the desktop window', () => {
  it.each([
    ['farmwright://app/', 'the page', 'text/html; charset=utf-8'],
    ['farmwright://app/practice/0123456789ab', 'the page', 'text/html; charset=utf-8'],
    ['farmwright://app/farm/00000000-0000-0000-0000-000000000000/verify', 'the page', 'text/html; charset=utf-8'],
    ['farmwright://app/assets/main.js', 'the script', 'text/javascript; charset=utf-8'],
  ])('%s is answered', async (url, text, type) => {
    const response = await get(url);
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([200, text, type]);
  });

  it.each([
    ['farmwright://app/assets/none.js', 404],
    ['farmwright://app/notes.txt', 404],
    ['farmwright://app/assets/link.js', 404],
    ['farmwright://app/../secret.js', 404],
    ['farmwright://app/%2e%2e/secret.js', 404],
    ['farmwright://app/assets/..%2f..%2fsecret.js', 400],
    ['farmwright://app/assets/..%5c..%5csecret.js', 400],
    ['farmwright://app/main.js%00.html', 400],
    ['farmwright://app/%zz', 400],
    ['farmwright://apple/assets/main.js', 404],
    ['farmwright://paper/assets/main.js', 404],
  ])('%s is refused with %i', async (url, status) => {
    const response = await get(url);
    expect([response.status, await response.text()]).toEqual([status, '']);
  });

  it('answers nothing but GET', async () => {
    expect((await get('farmwright://app/', 'POST')).status).toBe(405);
  });

  it('has the policy of the browser shell, without its sockets, with every answer', async () => {
    const shell = securityHeaders(1)['Content-Security-Policy'];
    for (const url of ['farmwright://app/', 'farmwright://app/none.js']) {
      const policy = (await get(url)).headers.get('content-security-policy');
      expect(policy).toBe(shell?.replace(' ws://127.0.0.1:1 ws://localhost:1', ''));
      expect(policy).toMatch(/default-src 'none'; script-src 'self';/);
      expect(policy).not.toMatch(/eval|script-src[^;]*unsafe/);
    }
  });
});
