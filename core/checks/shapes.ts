import type { ServiceNeeds } from '../model/profile.ts';
import type { VantageRequest } from '../model/vantage.ts';

/** Cookie of somebody who signed in through the balancer; null if nobody did. */
export type SignedIn = string | null;

/** What a request of a service is made from: its place, and a token. */
export type PlainRequest = Pick<VantageRequest, 'from' | 'to' | 'hostName' | 'path' | 'headers' | 'limitMs' | 'tls'>;

/** A way in which clients of an application send requests. An application may treat each in a way of its own. */
export interface Shape {
  /** Stable, kebab-case. */
  id: string;
  /** Its name in the report. */
  title: string;
  /** How many requests follow each other on one connection; 1 for a connection each. */
  onOneConnection: number;
  /** Why a service has no such requests; null if it has. */
  missing(service: ServiceNeeds, signedIn: SignedIn): string | null;
  /** Returns the request in this shape. */
  request(plain: PlainRequest, token: string, service: ServiceNeeds, signedIn: SignedIn): VantageRequest;
}

const always = () => null;
const get = (plain: PlainRequest): VantageRequest => ({ ...plain, method: 'GET' });

/** The shape that every other one is compared with: GET, HTTP/1.1, a connection of its own, no cookie. */
export const PLAIN: Shape = { id: 'plain', title: 'plain GET', onOneConnection: 1, missing: always, request: get };

/** What browsers send with a request for a page (Chromium 131). */
const BROWSER: [string, string][] = [
  [
    'User-Agent',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  ],
  ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
  ['Accept-Encoding', 'gzip, deflate, br'],
  ['Accept-Language', 'en-US,en;q=0.9'],
  ['Cache-Control', 'no-cache'],
  ['Sec-Fetch-Dest', 'document'],
  ['Sec-Fetch-Mode', 'navigate'],
  ['Sec-Fetch-Site', 'none'],
  ['Upgrade-Insecure-Requests', '1'],
];

const withCookie: Shape['request'] = (plain, _token, _service, cookie) =>
  get({ ...plain, headers: [['Cookie', cookie ?? ''], ...(plain.headers ?? [])] });

const asPost: Shape['request'] = (plain, token, { post }) => {
  if (post == null) throw new Error('this service has no POST request');
  const { path, headers, body } = post(token);
  return { ...plain, path, headers: [...headers, ...(plain.headers ?? [])], body, method: 'POST' };
};
const signedIn: Shape['missing'] = (_service, cookie) =>
  cookie === null ? 'nobody could sign in through the load balancer' : null;

/** Every shape, the plain one first. */
export const SHAPES: readonly Shape[] = [
  PLAIN,
  {
    id: 'http-1.0',
    title: 'HTTP/1.0',
    onOneConnection: 1,
    missing: always,
    request: (plain) => ({ ...get(plain), version: '1.0' }),
  },
  {
    id: 'kept-connection',
    title: 'Three requests on one connection',
    onOneConnection: 3,
    missing: always,
    request: get,
  },
  {
    id: 'browser',
    title: 'The headers of a browser',
    onOneConnection: 1,
    missing: always,
    request: (plain) => get({ ...plain, headers: [...BROWSER, ...(plain.headers ?? [])] }),
  },
  {
    id: 'signed-in',
    title: 'The cookie of a signed-in user',
    onOneConnection: 1,
    missing: signedIn,
    request: withCookie,
  },
  {
    id: 'post',
    title: 'POST',
    onOneConnection: 1,
    missing: ({ post }) => (post == null ? 'the application has no harmless POST request that it records' : null),
    request: asPost,
  },
  {
    id: 'signed-in-browser',
    title: 'A signed-in browser',
    onOneConnection: 1,
    missing: signedIn,
    request: (plain, token, service, cookie) => {
      const headers: [string, string][] = [...BROWSER, ['Cookie', cookie ?? ''], ...(plain.headers ?? [])];
      const whole = { ...plain, headers };
      return service.post == null ? get(whole) : asPost(whole, token, service, cookie);
    },
  },
];

/** What a client sends that came before: the cookies of an earlier answer, in the place of one who signed in. Only where one sets any. */
export const RETURNING: Shape = {
  id: 'returning',
  title: 'The cookies of an earlier answer',
  onOneConnection: 1,
  missing: always,
  request: withCookie,
};

/** Returns the name of a shape in the report, with the place of the request if it was not the first of its connection. */
export function namedShape({ shape, nth }: { shape: string; nth?: number }): string {
  return nth === undefined ? titleOf(shape) : `${titleOf(shape)}, request ${nth}`;
}

/** Returns the name of a shape in the report. */
export function titleOf(shape: string): string {
  return [...SHAPES, RETURNING].find(({ id }) => id === shape)?.title ?? PLAIN.title;
}
