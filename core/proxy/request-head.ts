import { applyHeaderPolicy, type HeaderLine } from './apply-header-policy.ts';
import type { ServiceConfig } from './config.ts';
import { comparableName, isHopByHop, isNeededByAll } from './header-names.ts';

/** The request for the node, without the parts that concern only the client's connection. */
export interface RequestHead {
  method: string;
  path: string;
  lines: HeaderLine[];
  /** How the body's end is known; `none` if there is no body. */
  body: 'none' | 'length' | 'chunked';
}

/** A request that goes to no node. */
export interface Refusal {
  status: number;
  why: string;
}

interface ReceivedHead {
  method: string;
  url: string;
  httpVersion: string;
  /** Names and values alternating, as node:http gives them. */
  rawHeaders: readonly string[];
}

/** Methods whose requests usually have a body, so that its absence is said (RFC 9110, 8.6). */
const USUALLY_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/**
 * The head for the node, or why there is none.
 *
 * The parser of node:http has refused most ambiguous messages before; what is checked again here must hold whatever
 * the parser allows. Fields of one connection, and those the client names in `Connection`, go before the policy is
 * applied: otherwise `Connection: X-Forwarded-For` would delete what this hop adds.
 * @param client address of the client's socket, as `peerText` gives it
 */
export function requestHead(
  received: ReceivedHead,
  service: Pick<ServiceConfig, 'header' | 'removeHeaders' | 'forwardedProto'>,
  client: string,
): RequestHead | Refusal {
  const all = headerLines(received.rawHeaders);
  const valuesOf = (name: string) => all.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  if (received.httpVersion !== '1.1' && received.httpVersion !== '1.0')
    return { status: 505, why: 'only HTTP/1.1 is supported' };
  if (!all.every(isLine)) return { status: 400, why: 'a header contains a character that is not allowed' };
  const framing = bodyFraming(received.httpVersion, valuesOf('transfer-encoding'), valuesOf('content-length'));
  if (typeof framing === 'object') return framing;
  const [host, ...moreHosts] = valuesOf('host');
  if (host === undefined || moreHosts.length > 0) return { status: 400, why: 'exactly one Host header is needed' };
  const path = originForm(received.method, received.url, host);
  if (path === null) return { status: 400, why: 'the request target is not valid' };
  if (valuesOf('upgrade').length > 0) return { status: 501, why: 'Upgrade is not supported' };
  const named = namedInConnection(valuesOf('connection'));
  if ([...named].some(isNeededByAll))
    return { status: 400, why: 'Connection names a header that every recipient needs' };
  const kept = all.filter(([name]) => !isHopByHop(name) && !named.has(name.toLowerCase()));
  const removed = new Set(service.removeHeaders.map(comparableName));
  if (service.header.from?.includes(client) === false) removed.add(comparableName(service.header.name));
  if (service.forwardedProto) removed.add('x-forwarded-proto');
  const edged = kept.filter(([name]) => !removed.has(comparableName(name)));
  const lines = applyHeaderPolicy(edged, service.header, client);
  if (service.forwardedProto) lines.push(['X-Forwarded-Proto', 'https']);
  if (framing === 'chunked') lines.push(['Transfer-Encoding', 'chunked']);
  if (framing === 'none' && USUALLY_WITH_BODY.has(received.method) && valuesOf('content-length').length === 0)
    lines.push(['Content-Length', '0']);
  return { method: received.method, path, lines, body: framing };
}

/** A message's lines without those that concern one connection only, for passing an answer back. */
export function endToEndLines(rawHeaders: readonly string[]): HeaderLine[] {
  const all = headerLines(rawHeaders);
  const named = namedInConnection(
    all.filter(([name]) => name.toLowerCase() === 'connection').map(([, value]) => value),
  );
  return all.filter(
    ([name]) => name.toLowerCase() === 'content-length' || (!isHopByHop(name) && !named.has(name.toLowerCase())),
  );
}

/** RFC 9112, 6.1 to 6.3. */
function bodyFraming(version: string, codings: string[], lengths: string[]): RequestHead['body'] | Refusal {
  if (codings.length > 0 && lengths.length > 0)
    return { status: 400, why: 'both Transfer-Encoding and Content-Length are given' };
  if (codings.length > 0 && version === '1.0') return { status: 400, why: 'HTTP/1.0 has no Transfer-Encoding' };
  if (codings.length > 0) {
    const coding = codings.join(', ').toLowerCase();
    if (coding === 'chunked') return 'chunked';
    return /,\s*chunked$/.test(coding)
      ? { status: 501, why: 'the only supported Transfer-Encoding is chunked' }
      : { status: 400, why: 'the body has no known end' };
  }
  const [length, ...moreLengths] = lengths;
  if (length === undefined) return 'none';
  if (moreLengths.length > 0 || !/^\d+$/.test(length)) return { status: 400, why: 'Content-Length is not one number' };
  return /^0+$/.test(length) ? 'none' : 'length';
}

/**
 * The request target in origin-form (RFC 9112, 3.2). Absolute-form is accepted if it names the same host as `Host`;
 * were they to differ, proxy and node could mean different sites.
 */
function originForm(method: string, url: string, host: string): string | null {
  // Visible ASCII but no fragment. Bytes above are no URI (RFC 3986, 2), and servers disagree on what they mean.
  if (!/^[\x21-\x22\x24-\x7e]+$/.test(url)) return null;
  if (url.startsWith('/')) return url;
  if (url === '*') return method === 'OPTIONS' ? url : null;
  const absolute = /^https?:\/\/([^/?]+)(.*)$/i.exec(url);
  if (absolute === null || absolute[1]?.toLowerCase() !== host.toLowerCase()) return null;
  const rest = absolute[2] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function namedInConnection(values: string[]): Set<string> {
  return new Set(values.flatMap((value) => value.split(',')).map((option) => option.trim().toLowerCase()));
}

/** A field name is a token; a value has no control characters but the tab (RFC 9110, 5.5 and 5.6.2). */
function isLine([name, value]: HeaderLine): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

function headerLines(raw: readonly string[]): HeaderLine[] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index] ?? '', raw[2 * index + 1] ?? '']);
}
