import fc from 'fast-check';
import type { BundledChange, HaproxyChange, Part } from './case.ts';
import { HEADER_NAMES } from './forged-headers.ts';

/** Ways in which a balancer is wrong, and ways in which it is otherwise and no worse. */
interface BalancerParts {
  wrong: fc.Arbitrary<Part>;
  harmless: fc.Arbitrary<Part>;
}

const services = fc.constantFrom<string[]>(['web', 'api'], ['web', 'api'], ['web'], ['api']);

const bundled = (...changes: BundledChange[]): fc.Arbitrary<Part> =>
  fc.record({ at: fc.constant('bundled' as const), services, change: fc.constantFrom(...changes) });

/** The bundled proxy. */
export const bundledParts: BalancerParts = {
  wrong: bundled(
    { policy: 'remove' },
    { policy: 'append' },
    { policy: 'add-line' },
    { policy: 'if-none' },
    { policy: 'preserve' },
    { headerName: 'X-Real-IP' },
    { headerName: 'X-Client-IP' },
    { mode: 'tcp' },
  ),
  harmless: bundled(
    { policy: 'replace' },
    { headerName: 'x-forwarded-for' },
    { forwardedProto: true },
    { reversed: true },
    { timeouts: { connectMs: 4000, requestMs: 30_000, idleMs: 30_000 } },
    { passed: ['X-Real-IP'] },
    { passed: ['Forwarded', 'X-Client-IP', 'True-Client-IP'] },
  ),
};

const SET = 'http-request set-header X-Forwarded-For %[src]';

/** Conditions that hold for some requests of a shape that the product claims to send. */
const CONDITIONS = [
  'METH_GET',
  'METH_POST',
  'HTTP_1.0',
  '{ req.hdr(Cookie) -m found }',
  '{ req.hdr(Accept-Language) -m found }',
  '{ req.hdr(Sec-Fetch-Mode) -m found }',
  '{ src {client-2} }',
  '{ path_beg /api }',
  '{ rand(2) eq 0 }',
];

const condition = fc.constantFrom(...CONDITIONS);
const name = fc.constantFrom(...HEADER_NAMES.filter((one) => /^[A-Za-z0-9-]+$/.test(one)));

const haproxy = (change: fc.Arbitrary<HaproxyChange>): fc.Arbitrary<Part> =>
  fc.record({ at: fc.constant('haproxy' as const), services, change });

/** A further way in, past all that handles headers. */
const furtherAt = (address: string) => [
  'frontend further',
  `    bind ${address}:{further} ssl crt certificate-and-key.pem`,
  '    default_backend web',
];

const wrongLines: fc.Arbitrary<HaproxyChange> = fc.oneof(
  // The header is set for some only, or not at all; what the client sent stays or goes.
  condition.map((when): HaproxyChange => ({ set: [`${SET} unless ${when}`] })),
  condition.map((when): HaproxyChange => ({ set: [`${SET} unless ${when}`], undeleted: true })),
  fc.constantFrom<HaproxyChange>(
    { set: [] },
    { set: [], undeleted: true },
    { set: ['option forwardfor if-none'], undeleted: true },
    { set: ['option forwardfor'], undeleted: true },
    { set: [SET, 'option forwardfor'] },
    { set: ['http-request add-header X-Forwarded-For %[src]'], undeleted: true },
    { set: ['http-request set-header X-Forwarded-For %[dst]'] },
    { set: ['http-request set-header X-Forwarded-For %[src,ipmask(24)]'] },
    { set: ['http-request set-header X-Forwarded-For 198.51.100.77'] },
  ),
  // A header of the client’s is believed.
  fc.tuple(name, fc.option(condition, { nil: null })).map(
    ([header, when]): HaproxyChange => ({
      first: [`http-request set-var(txn.client) req.hdr(${header})${when === null ? '' : ` if ${when}`}`],
      last: ['http-request set-header X-Forwarded-For %[var(txn.client)] if { var(txn.client) -m found }'],
    }),
  ),
  condition.map(
    (when): HaproxyChange => ({ last: [`http-request set-header X-Forwarded-For 198.51.100.77 if ${when}`] }),
  ),
  // Requests do not come through, or without what belongs to them.
  fc.constantFrom<HaproxyChange>(
    { first: ['http-request del-header Cookie'] },
    { last: ['http-response del-header Set-Cookie'] },
    { first: ['http-request deny if METH_POST'] },
    { first: ['http-request deny deny_status 503 if HTTP_1.0'] },
    { first: ['tcp-request connection reject if { src {client-2} }'] },
    { first: ['http-request deny if { req.hdr(Sec-Fetch-Mode) -m found }'] },
    { extraFrontend: furtherAt('{client-1}') },
    { extraFrontend: furtherAt('{virtual}') },
  ),
);

const harmlessLines: fc.Arbitrary<HaproxyChange> = fc.oneof(
  fc.constantFrom<HaproxyChange>(
    { back: ['option http-server-close'] },
    { back: ['option http-keep-alive'] },
    { back: ['http-reuse always'] },
    { back: ['http-reuse never'] },
    { back: ['balance leastconn'] },
    { back: ['balance random'] },
    { back: ['retries 2'] },
    { first: ['option httpclose'] },
    { first: ['http-request set-header X-Forwarded-Proto https'] },
    { last: ['http-request set-header X-Forwarded-Proto https'] },
    { last: ['http-request set-header X-Request-Start t=%Ts'] },
    { first: ['option dontlognull', 'timeout client 40s'] },
    { last: ['http-response set-header Strict-Transport-Security max-age=600'] },
    { last: ['http-response del-header X-Served-By'] },
    { set: [SET, SET] },
    { set: ['http-request set-header x-forwarded-for %[src]'] },
    { undeleted: true },
    // Clients that come again stay on a node, unplanned: a warning.
    { back: ['cookie NODE insert indirect nocache dynamic', 'dynamic-cookie-key fuzz'] },
  ),
  name.map((header): HaproxyChange => ({ passed: [header] })),
  name
    .filter((header) => header !== 'X-Forwarded-For')
    .map((header): HaproxyChange => ({ first: [`http-request del-header ${header}`] })),
  name.map(
    (header): HaproxyChange => ({ first: [`http-request deny deny_status 403 if { req.hdr(${header}) -m found }`] }),
  ),
);

/** HAProxy. */
export const haproxyParts: BalancerParts = { wrong: haproxy(wrongLines), harmless: haproxy(harmlessLines) };
