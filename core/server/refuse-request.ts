import type { IncomingMessage } from 'node:http';
import type { Access } from './access.ts';

/** What a request is refused with. */
export interface Refusal {
  status: number;
  sentence: string;
}

const METHODS = ['GET', 'HEAD'];

/**
 * Why a request is refused whatever it asks for, page or socket; null if it may go on. In this order: the name it
 * was asked by, the form of the request, and who makes it.
 */
export function refusalOf(request: IncomingMessage, access: Access): Refusal | null {
  if (!access.isOwnHost(request)) return { status: 421, sentence: 'This server answers only at its own address.' };
  if (request.httpVersion !== '1.1') return { status: 505, sentence: 'This server supports only HTTP/1.1.' };
  if (!METHODS.includes(request.method ?? '')) return { status: 405, sentence: 'This server supports only GET.' };
  if (announcesBody(request)) return { status: 413, sentence: 'Requests to this server must have no body.' };
  if (isOfOtherPage(request, access)) return { status: 403, sentence: 'Other pages cannot use this server.' };
  return null;
}

/** No request has a body here, and one that has none cannot hide a second request in it. */
function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/**
 * True if a browser says that a page of another origin asks. Another port of this computer is another origin and yet
 * the same site, so SameSite does not keep its requests from carrying the cookie. A person may still follow a link to
 * here: that shows the page to the person and not to who linked. Source: W3C Fetch Metadata Request Headers.
 */
function isOfOtherPage(request: IncomingMessage, access: Access): boolean {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-dest': destination } = request.headers;
  if (origin !== undefined && !access.isOwnOrigin(request)) return true;
  return site !== undefined && site !== 'same-origin' && site !== 'none' && destination !== 'document';
}
