import fc from 'fast-check';
import { Verdict } from '../../../core/model/check.ts';
import { PAGES } from '../../../core/model/plan.ts';
import { Overall, Result, SpoofAttempt } from '../../../core/model/result.ts';
import type { Waiver } from '../../../core/model/waiver.ts';
import { hostileText } from './hostile-plan.ts';

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
    schema: 'farmwright-result/1',
    overall: 'not ready',
    sentence: 'Not ready: 2 of 7 required checks failed, 1 without a result.',
    profile: 'sample',
    balancer: 'bundled',
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
  schema: fc.constant('farmwright-result/1' as const),
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
    subject: fc.option(subject, { nil: undefined }),
    who: hostileText,
    why: hostileText,
    until: hostileText,
  }),
  { maxLength: 2 },
);
