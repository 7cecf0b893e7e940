/**
 * Headers in which devices and services hand on the address of a client, by their own documentation: the oracle's list, kept
 * apart from the product's on purpose.
 */
export const HEADER_NAMES: readonly string[] = [
  'X-Forwarded-For',
  'Forwarded',
  'X-Real-IP',
  'True-Client-IP',
  'CF-Connecting-IP',
  'CF-Connecting-IPv6',
  'CF-Pseudo-IPv4',
  'CloudFront-Viewer-Address',
  'Fastly-Client-IP',
  'Fly-Client-IP',
  'DO-Connecting-IP',
  'X-Azure-ClientIP',
  'X-Azure-SocketIP',
  'X-Appengine-User-IP',
  'X-NF-Client-Connection-IP',
  'X-Vercel-Forwarded-For',
  'X-Envoy-External-Address',
  'Incap-Client-IP',
  'X-Sucuri-ClientIP',
  'Ali-CDN-Real-IP',
  'CDN-Src-IP',
  'WL-Proxy-Client-IP',
  'Proxy-Client-IP',
  '$WSRA',
  'Client-IP',
  'X-Client-IP',
  'X-Client-Address',
  'X-Cluster-Client-IP',
  'X-ProxyUser-IP',
  'X-Original-Forwarded-For',
  'X-Original-For',
  'X-Forwarded',
  'Forwarded-For',
  'X-Originating-IP',
  'X-Remote-IP',
  'X-Remote-Addr',
  'Remote-Addr',
];

type Header = readonly [name: string, value: string];

/** A forged request: what it is called in a reason, and its headers. */
export interface Forgery {
  name: string;
  headers: readonly Header[];
}

/** Benchmark addresses (RFC 2544), which no part of a practice farm has. */
const addressFor = (index: number) => `198.18.7.${index + 1}`;
const FORGED = '198.18.9.9';
const FORGED_6 = '2001:db8:9::9';

const valueFor = (name: string, index: number) =>
  name === 'Forwarded' ? `for=${addressFor(index)}` : addressFor(index);

/** Every header at once, each with an address of its own. */
export const ALL_AT_ONCE: Forgery = {
  name: 'every header at once',
  headers: HEADER_NAMES.map((name, index): Header => [name, valueFor(name, index)]),
};

const only = (name: string, ...headers: Header[]): Forgery => ({ name, headers });

/** One header at a time, and the ways in which one can be written and placed. */
export const ONE_AT_A_TIME: readonly Forgery[] = [
  ...HEADER_NAMES.map((name, index) => only(name, [name, valueFor(name, index)])),
  only('a list', ['X-Forwarded-For', `${FORGED}, ${FORGED}`]),
  only('two lines', ['X-Forwarded-For', FORGED], ['X-Forwarded-For', FORGED]),
  only('IPv6', ['X-Forwarded-For', FORGED_6]),
  only('IPv4 in IPv6', ['X-Forwarded-For', `::ffff:${FORGED}`]),
  only('with a port', ['X-Forwarded-For', `${FORGED}:99`]),
  only('in brackets', ['X-Forwarded-For', `[${FORGED_6}]:99`]),
  only('empty', ['X-Forwarded-For', '']),
  only('an empty line first', ['X-Forwarded-For', ''], ['X-Forwarded-For', FORGED]),
  only('an open quote', ['X-Forwarded-For', `"${FORGED}`]),
  only('in capitals', ['X-FORWARDED-FOR', FORGED]),
  only('in lower case', ['x-forwarded-for', FORGED]),
  only('underscores', ['X_Forwarded_For', FORGED]),
  only('named in Connection', ['Connection', 'close, X-Forwarded-For'], ['X-Forwarded-For', FORGED]),
  only('24 kB', ['X-Forwarded-For', `${`${FORGED}, `.repeat(2200)}${FORGED}`]),
];

/** Every header with one address of a kind of its own. */
const everywhere = (name: string, address: string) =>
  only(name, ...HEADER_NAMES.map((header): Header => [header, header === 'Forwarded' ? `for=${address}` : address]));
export const OF_A_KIND: readonly Forgery[] = [
  everywhere('a public address', '9.9.9.9'),
  everywhere('a private address', '172.31.7.7'),
  everywhere('a loopback address', '127.0.0.1'),
];

/** Straight to a node, where no device changes what is sent. */
export const STRAIGHT: readonly Forgery[] = [
  ALL_AT_ONCE,
  ...OF_A_KIND,
  ...ONE_AT_A_TIME.filter(({ name }) =>
    ['X-Forwarded-For', 'Forwarded', 'a list', 'IPv6', 'underscores'].includes(name),
  ),
];
