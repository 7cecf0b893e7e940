import fc from 'fast-check';
import { expect, it } from 'vitest';
import { overallOf } from '../../../core/checks/overall.ts';
import { Outcome, Verdict } from '../../../core/model/check.ts';

const BAD: Verdict[] = ['fail', 'could not run', 'could not tell', 'cancelled', 'out of date', 'skipped'];
const WAIVER = { who: 'A. Person', why: 'known', until: '2999-12-31' };

function outcome(verdict: Verdict, { required = true, waived = false } = {}): Outcome {
  return Outcome.parse({
    id: 'audit.client-ip',
    subject: {},
    required,
    verdict,
    title: 'A check',
    cause: null,
    remedy: null,
    clause: null,
    page: null,
    evidence: {},
    causedBy: null,
    ...(waived ? { waiver: WAIVER } : {}),
  });
}

const anything = fc
  .array(fc.tuple(fc.constantFrom(...Verdict.options), fc.boolean(), fc.boolean()), { maxLength: 6 })
  .map((all) => all.map(([verdict, required, waived]) => outcome(verdict, { required, waived })));

it.each([
  ['ready', [outcome('pass')], 'Ready: all 1 required checks passed.'],
  ['ready', [outcome('pass'), outcome('skipped', { required: false })], 'Ready: all 1 required checks passed.'],
  ['unknown', [], 'Unknown: no check is required.'],
  [
    'not ready',
    [outcome('fail'), outcome('cancelled')],
    'Not ready: 1 of 2 required checks failed, 1 without a result.',
  ],
  [
    'unknown',
    [outcome('pass'), outcome('cancelled', { required: false })],
    'Unknown: the verification was cancelled; 1 check was not run.',
  ],
  [
    'ready with warnings',
    [outcome('pass'), outcome('fail', { waived: true })],
    'Ready with warnings: all 2 required checks passed or are waived; 1 waived, 0 warnings.',
  ],
] as const)('%s: the sentence counts what was seen', (overall, outcomes, sentence) => {
  expect(overallOf([...outcomes])).toEqual({ overall, sentence });
});

it('no required check that did not pass is ever green, whatever stands beside it', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(...BAD), fc.nat(), (others, verdict, place) => {
      const all = [...others];
      all.splice(place % (all.length + 1), 0, outcome(verdict));
      expect(['not ready', 'unknown']).toContain(overallOf(all).overall);
    }),
    { seed: 20261, numRuns: 500 },
  );
});

it('nothing that was cut off is ever green', () => {
  fc.assert(
    fc.property(anything, fc.boolean(), fc.boolean(), (others, required, waived) => {
      const cut = outcome('cancelled', { required, waived });
      expect(['not ready', 'unknown']).toContain(overallOf([outcome('pass'), ...others, cut]).overall);
    }),
    { seed: 20261, numRuns: 500 },
  );
});

it('what is accepted is never green without a warning', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(...BAD), (others, verdict) => {
      expect(overallOf([...others, outcome(verdict, { waived: true })]).overall).not.toBe('ready');
    }),
    { seed: 20261, numRuns: 500 },
  );
});
