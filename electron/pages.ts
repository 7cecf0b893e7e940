import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { pageHeaders } from '../core/api/page-headers.ts';
import { APP_ORIGIN } from './addresses.ts';

/** Kinds of file that the pages are made of; anything else is not there. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Answers with the built pages in `folder`. Every address without a file's ending is the page itself, which shows the
 * right part; nothing outside the folder is ever read.
 */
export function pagesOf(folder: string): (request: Request) => Promise<Response> {
  const headers = pageHeaders([]);
  const refuse = (status: number) => new Response(null, { status, headers });
  return async ({ method, url }) => {
    if (method !== 'GET') return refuse(405);
    if (!url.startsWith(`${APP_ORIGIN}/`)) return refuse(404);
    const path = pathOf(url);
    if (path === null) return refuse(400);
    const name = extname(path) === '' ? '/index.html' : path;
    const type = TYPES[extname(name)];
    const content = type === undefined ? null : await contentOf(folder, name);
    if (type === undefined || content === null) return refuse(404);
    return new Response(new Uint8Array(content), {
      headers: { ...headers, 'Content-Type': type, 'Cache-Control': 'no-store' },
    });
  };
}

/** The path of an address, decoded; null if it is not understood or goes up. */
function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(new URL(url).pathname);
    return /[\0\\]/.test(path) || path.split('/').includes('..') ? null : path;
  } catch {
    return null;
  }
}

async function contentOf(folder: string, name: string): Promise<Buffer | null> {
  try {
    // A link inside the folder may lead out of it.
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, name))]);
    return file.startsWith(`${root}${sep}`) ? await readFile(file) : null;
  } catch {
    return null;
  }
}
