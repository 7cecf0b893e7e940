import fc from 'fast-check';
import { expect, it } from 'vitest';
import { overallOf } from '../../../core/checks/overall.ts';
import { Outcome, Verdict } from '../../../core/model/check.ts';
import { BASIS } from '../../support/result-head.ts';

const BAD: Verdict[] = ['fail', 'could not run', 'could not tell', 'cancelled', 'out of date', 'skipped'];
const PROMISE = [
  ...['health.node', 'node.unchanged', 'audit.recorded', 'audit.client-ip'],
  ...['spoof.refused', 'forged-direct.refused'],
];
const WAIVER = { who: 'A. Person', why: 'known', until: '2999-12-31' };

function outcome(
  verdict: Verdict,
  { id = 'bypass.closed', required = true, waived = false, subject = {}, causedBy = null as string | null } = {},
): Outcome {
  return Outcome.parse({
    ...{ id, subject, required, verdict, title: 'A check', causedBy },
    ...{ cause: null, remedy: null, clause: null, page: null, evidence: {} },
    ...(waived ? { waiver: WAIVER } : {}),
  });
}

it('a host that is not as planned is named only where nothing else is wrong', () => {
  const differs = outcome('fail', { id: 'plan.in-place', subject: { node: 'node-02' } });
  const open = outcome('fail', { id: 'bypass.closed', subject: { node: 'node-01' } });
  expect(overallOf([differs, open], BASIS).sentence).toContain('failed on node-01.');
  expect(overallOf([differs], BASIS).sentence).toContain('failed on node-02.');
});

const overall = (outcomes: readonly Outcome[]) => overallOf(outcomes, BASIS).overall;
const anything = fc
  .array(
    fc.tuple(
      fc.constantFrom(...Verdict.options),
      fc.constantFrom('bypass.closed', 'distribution', ...PROMISE),
      fc.boolean(),
      fc.boolean(),
    ),
    { maxLength: 6 },
  )
  .map((all) => all.map(([verdict, id, required, waived]) => outcome(verdict, { id, required, waived })));

const REQUESTS = {
  total: 412,
  asClients: 412,
  sent: [
    { shape: 'plain', sentFrom: '127.9.9.10', requests: 400 },
    { shape: 'plain', sentFrom: '127.9.9.11', requests: 12 },
  ],
  unseenShare: null,
};
const ON = { subject: { node: 'node-01', service: 'web' } };
const OTHER = { subject: { node: 'node-02', service: 'api' }, id: 'audit.client-ip' };

it.each([
  [
    'ready',
    [outcome('pass', ON), outcome('pass', OTHER), outcome('pass', { ...OTHER, ...ON })],
    'Ready: 2 questions on 2 nodes and 2 services, 412 requests from 2 addresses, on 2026-11-29 at 14:02.',
  ],
  [
    'ready',
    [outcome('pass'), outcome('skipped', { required: false })],
    'Ready: 1 question, 412 requests from 2 addresses, on 2026-11-29 at 14:02.',
  ],
  ['unknown', [], 'Unknown: no check is required, on 2026-11-29 at 14:02.'],
  [
    'not ready',
    [outcome('fail', { causedBy: 'health.node' }), outcome('fail', ON), outcome('cancelled')],
    'Not ready: “A check” failed on node-01 (web). 2 of 3 required checks failed, 1 without a result; 412 requests from 2 addresses, on 2026-11-29 at 14:02.',
  ],
  [
    'unknown',
    [outcome('pass'), outcome('could not tell', { subject: { service: 'web' } })],
    'Unknown: “A check” could not be determined in web. 1 of 2 required checks have no result; 412 requests from 2 addresses, on 2026-11-29 at 14:02.',
  ],
  [
    'unknown',
    [outcome('pass'), outcome('cancelled', { required: false })],
    'Unknown: the verification was cancelled; 1 check was not run, on 2026-11-29 at 14:02.',
  ],
  [
    'ready with warnings',
    [outcome('pass', ON), outcome('fail', { waived: true }), outcome('warning', { id: 'same.certificate' })],
    'Ready with warnings: 2 questions on 1 node and 1 service, 412 requests from 2 addresses, on 2026-11-29 at 14:02; 1 finding waived, 1 warning.',
  ],
] as const)('%s: the sentence tells what was observed and when', (expected, outcomes, sentence) => {
  expect(overallOf([...outcomes], { ...BASIS, requests: REQUESTS })).toEqual({ overall: expected, sentence });
});

it('no required check that did not pass is ever green, whatever stands beside it', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(...BAD), fc.nat(), (others, verdict, place) => {
      const all = [...others];
      all.splice(place % (all.length + 1), 0, outcome(verdict));
      expect(['not ready', 'unknown']).toContain(overall(all));
    }),
    { seed: 20261, numRuns: 500 },
  );
});

it('where the promise or a health check did not pass, no waiver and no profile makes a farm ready', () => {
  fc.assert(
    fc.property(
      anything,
      fc.constantFrom(...BAD),
      fc.constantFrom(...PROMISE),
      fc.boolean(),
      fc.boolean(),
      (others, verdict, id, required, waived) => {
        expect(['not ready', 'unknown']).toContain(overall([...others, outcome(verdict, { id, required, waived })]));
      },
    ),
    { seed: 20261, numRuns: 500 },
  );
});

it('what did not run is never covered by a waiver', () => {
  for (const verdict of BAD.filter((bad) => bad !== 'fail'))
    expect(overall([outcome('pass'), outcome(verdict, { waived: true })]), verdict).toBe('unknown');
});

it('nothing that was cut off is ever green', () => {
  fc.assert(
    fc.property(anything, fc.boolean(), fc.boolean(), (others, required, waived) => {
      const cut = outcome('cancelled', { required, waived });
      expect(['not ready', 'unknown']).toContain(overall([outcome('pass'), ...others, cut]));
    }),
    { seed: 20261, numRuns: 500 },
  );
});

it('what is accepted is never green without a warning', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(...BAD), (others, verdict) => {
      expect(overall([...others, outcome(verdict, { waived: true })])).not.toBe('ready');
    }),
    { seed: 20261, numRuns: 500 },
  );
});
