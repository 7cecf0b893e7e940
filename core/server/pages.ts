import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import type { Access } from './access.ts';
import { refusalOf } from './refuse-request.ts';

const ORIGIN = 'http://127.0.0.1';
/**
 * Paths of the pages themselves: the start page, one practice farm, the pages of one farm. The browser shows the right
 * one.
 */
const PAGE_PATH = /^\/(?:practice\/[a-z0-9-]+\/?|farm\/[a-f0-9-]+(?:\/[a-z-]+)?\/?)?$/;

/** Answers with the built pages in `folder`, to those who have the cookie, and swaps a link's token for the cookie. */
export function pagesOf(folder: string, access: Access, headers: Record<string, string>) {
  const files = sirv(folder, {
    etag: true,
    setHeaders: (response, path) => response.setHeader('Cache-Control', cacheOf(path)),
  });
  const index = readFileSync(join(folder, 'index.html'));
  return (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const refusal = refusalOf(request, access);
    if (refusal !== null) {
      if (refusal.status === 405) response.setHeader('Allow', 'GET, HEAD');
      return refuse(response, refusal.status, refusal.sentence);
    }
    const url = urlOf(request);
    if (url === null) return refuse(response, 400, 'This address is not valid.');
    const token = url.searchParams.get('token');
    // A look with HEAD comes from link previews; it must not use up the link.
    if (token !== null && request.method === 'GET') return redeem(access, token, url.pathname, response);
    if (!access.hasCookie(request))
      return refuse(
        response,
        403,
        'Open the address that Farmwright printed in its terminal. It works once. Restart Farmwright to get a new one.',
      );
    if (PAGE_PATH.test(url.pathname)) return sendIndex(index, request, response);
    const notThere = () => refuse(response, 404, 'Page not found.');
    // The list of files is as old as this process, and a file that a new build took away would end it.
    if (!existsSync(join(folder, url.pathname))) return notThere();
    // Nobody needs parts of these files, and sirv throws at a range that ends before it begins.
    delete request.headers.range;
    files(request, response, notThere);
  };
}

/** The address as a path of this server; null if it is anything else. */
function urlOf(request: IncomingMessage): URL | null {
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//') || target.includes('\\') || target.includes('\0')) return null;
  return URL.canParse(target, ORIGIN) ? new URL(target, ORIGIN) : null;
}

/**
 * Swaps a token for the cookie. The page leads on by itself instead of a redirect: the browser then asks for the next
 * page on behalf of this one, and sends the cookie even if the link was opened from somewhere else.
 */
function redeem(access: Access, token: string, path: string, response: ServerResponse): void {
  const cookie = access.redeem(token);
  if (cookie === null) {
    refuse(response, 403, 'This address was already used or is wrong. Restart Farmwright to get a new one.');
    return;
  }
  // Two slashes would begin the name of another server.
  const next = path.replace(/[^a-z0-9/-]/gi, '').replace(/^\/*/, '/');
  response.writeHead(200, {
    'Set-Cookie': cookie,
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(
    `<!doctype html><html lang="en"><meta http-equiv="refresh" content="0;url=${next}"><link rel="icon" href="/icon.svg"><title>Farmwright</title><p><a href="${next}">Open Farmwright</a></p></html>`,
  );
}

function sendIndex(index: Buffer, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : index);
}

function cacheOf(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
}

/** What follows on the connection of a refusal is nothing to look at: it ends. */
function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    Connection: 'close',
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(`${sentence}\n`);
}
