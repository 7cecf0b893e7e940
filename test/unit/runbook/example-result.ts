import fc from 'fast-check';
import { Verdict } from '../../../core/model/check.ts';
import { PAGES } from '../../../core/model/plan.ts';
import { Overall, Result, SpoofAttempt } from '../../../core/model/result.ts';
import type { Waiver } from '../../../core/model/waiver.ts';
import { RESULT_HEAD } from '../../support/result-head.ts';
import { hostileText } from './hostile-plan.ts';

/** The sentence of the example. */
export const SENTENCE =
  'Not ready: “The audit holds the client’s address” failed on node-02 (web). 2 of 7 required checks failed, 1 without a result; 38 requests from 2 addresses, on 2026-11-29 at 14:02.';

const CLAUSE = { source: 'RFC 7239', place: '5.2 Forwarded For' };

/** A farm whose second node does not trust the balancer; one finding about the pool is accepted. */
export function exampleResult(): Result {
  const proof = ['web', 'api'].flatMap((service) =>
    ['node-01', 'node-02', 'node-03'].map((node) => ({
      service,
      node,
      token: `fw-${service}-${node}`,
      sentFrom: '127.9.9.10',
      audited: node === 'node-02' ? '127.9.9.4' : '127.9.9.10',
      verdict: node === 'node-02' ? ('fail' as const) : ('pass' as const),
    })),
  );
  return Result.parse({
    ...RESULT_HEAD,
    overall: 'not ready',
    sentence: SENTENCE,
    requests: {
      total: 38,
      asClients: 36,
      sent: [
        { shape: 'plain', sentFrom: '127.9.9.10', requests: 36 },
        { shape: 'forged: one-address', sentFrom: '127.9.9.11', requests: 2 },
      ],
      unseenShare: null,
    },
    notTried: ['“A lost node costs no request” was not run, because it stops a node and that was not allowed.'],
    readByPeople: [
      { item: 'read.7', ask: 'Look up the row.', host: 'node-03', who: 'Ada', at: '2026-11-29T13:00:00.000Z' },
    ],
    faults: ['balancer-untrusted'],
    nodes: ['node-01', 'node-02', 'node-03'].map((name, index) => ({ name, address: `127.9.9.${101 + index}` })),
    proof,
    spoof: ['one-address', 'forwarded'].flatMap((variant) => [
      { variant, service: 'web', outcome: 'ignored', verdict: 'pass' },
      { variant, service: 'api', outcome: 'believed', verdict: 'fail' },
    ]),
    checks: [
      ...proof.map(({ service, node, audited, sentFrom, verdict }) => ({
        id: 'audit.client-ip',
        subject: { node, service },
        required: true,
        verdict,
        title: 'The audit holds the client’s address',
        cause: verdict === 'pass' ? null : `${node} recorded ${audited} for a request sent from ${sentFrom}.`,
        remedy: verdict === 'pass' ? null : 'Let the node trust the balancer.',
        clause: CLAUSE,
        page: 'ip-detection',
        evidence: verdict === 'pass' ? {} : { peer: '127.9.9.4', forwarded: ['127.9.9.10'], resolved: audited },
        causedBy: null,
      })),
      {
        id: 'balancer.pool',
        subject: {},
        required: true,
        verdict: 'could not run',
        title: 'The balancer counts every node as healthy',
        cause: 'The balancer’s status could not be read.\nconnection refused\r\nat haproxy.sock',
        remedy: 'Check that the balancer runs.',
        clause: null,
        page: 'load-balancer',
        evidence: {},
        causedBy: null,
        waiver: {
          who: 'A. Admin',
          why: 'The status is closed to us until the appliance is moved.',
          until: '2026-12-31',
        },
      },
    ],
    causes: [
      {
        id: 'balancer-untrusted',
        title: 'node-02 does not trust 127.9.9.4, the balancer',
        remedy: 'Run the plan again, or add 127.9.9.4 to the trusted addresses of node-02.',
        page: 'ip-detection',
        explains: ['audit.client-ip[node-02,web]', 'audit.client-ip[node-02,api]'],
      },
    ],
    durationsMs: {
      prepare: 0,
      firstNode: 0,
      furtherNodes: 0,
      ipDetection: 0,
      balancer: 0,
      verify: 1500,
      tearDown: 0,
      total: 1500,
    },
  });
}

const verdict = fc.constantFrom(...Verdict.options);
const waiver = fc.record({ who: hostileText, why: hostileText, until: hostileText });
const subject = fc.record({ node: hostileText, service: hostileText }, { requiredKeys: [] });

/** A result in which every text may be hostile. */
export const hostileResult: fc.Arbitrary<Result> = fc.record({
  schema: fc.constant('farmwright-result/2' as const),
  farm: fc.record({ id: fc.option(hostileText), name: fc.option(hostileText) }),
  began: fc.constantFrom(null, RESULT_HEAD.began),
  ended: fc.constantFrom(null, RESULT_HEAD.ended),
  operator: fc.option(hostileText),
  computer: fc.option(hostileText),
  version: fc.option(hostileText),
  profileName: hostileText,
  balancerName: hostileText,
  requests: fc.option(
    fc.record({
      total: fc.nat(),
      asClients: fc.nat(),
      sent: fc.array(fc.record({ shape: hostileText, sentFrom: hostileText, requests: fc.nat() }), { maxLength: 2 }),
      unseenShare: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    }),
  ),
  notTried: fc.array(hostileText, { maxLength: 2 }),
  readByPeople: fc.array(
    fc.record({
      item: hostileText,
      ask: fc.option(hostileText),
      host: fc.option(hostileText),
      who: hostileText,
      at: fc.constant('2026-11-29T13:00:00.000Z'),
    }),
    { maxLength: 2 },
  ),
  overall: fc.constantFrom(...Overall.options),
  sentence: hostileText,
  profile: hostileText,
  balancer: hostileText,
  faults: fc.array(hostileText, { maxLength: 2 }),
  nodes: fc.array(fc.record({ name: hostileText, address: hostileText }), { maxLength: 2 }),
  proof: fc.array(
    fc.record({
      service: hostileText,
      node: hostileText,
      token: hostileText,
      sentFrom: hostileText,
      audited: fc.option(hostileText),
      verdict,
    }),
    { maxLength: 3 },
  ),
  spoof: fc.array(
    fc.record({
      variant: hostileText,
      service: hostileText,
      outcome: fc.constantFrom(...SpoofAttempt.shape.outcome.options),
      verdict,
    }),
    { maxLength: 3 },
  ),
  checks: fc.array(
    fc.record(
      {
        id: hostileText,
        subject,
        required: fc.boolean(),
        verdict,
        title: hostileText,
        cause: fc.option(hostileText),
        remedy: fc.option(hostileText),
        clause: fc.option(fc.record({ source: hostileText, place: hostileText })),
        page: fc.option(fc.constantFrom(...PAGES)),
        evidence: fc.dictionary(hostileText, hostileText, { maxKeys: 2 }),
        causedBy: fc.option(hostileText),
        waiver,
      },
      {
        requiredKeys: [
          'id',
          'subject',
          'required',
          'verdict',
          'title',
          'cause',
          'remedy',
          'clause',
          'page',
          'evidence',
          'causedBy',
        ],
      },
    ),
    { maxLength: 3 },
  ),
  causes: fc.array(
    fc.record({
      id: hostileText,
      title: hostileText,
      remedy: hostileText,
      page: fc.constantFrom(...PAGES),
      explains: fc.array(hostileText, { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
  durationsMs: fc.constant(exampleResult().durationsMs),
});

export const hostileWaivers: fc.Arbitrary<Waiver[]> = fc.array(
  fc.record({
    check: hostileText,
    subject,
    cause: fc.option(hostileText),
    who: hostileText,
    why: hostileText,
    until: hostileText,
  }),
  { maxLength: 2 },
);
