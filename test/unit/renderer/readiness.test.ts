import { expect, it } from 'vitest';
import type { Outcome } from '../../../core/model/check.ts';
import { openFindings, readinessOf, type Seen } from '../../../renderer/wizard/review/readiness.ts';
import { resultOf, wrongOutcome } from './story-events.ts';

const TODAY = '2026-03-01';
const other: Outcome = { ...wrongOutcome, id: 'bypass.closed', subject: { node: 'node-01' }, cause: 'It is open.' };
const accepted = ({ id, subject, cause }: Outcome) => ({
  ...{ check: id, subject, cause, who: 'A. Person', why: 'known', until: '2026-12-31' },
});
const seenOf = (checks: Outcome[], waivers: Seen['waivers']): Seen => ({
  ...{ result: { ...resultOf(wrongOutcome), checks }, proofOutOfDate: null, checks: [] },
  waivers,
});

it('a finding with a waiver neither blocks nor is open', () => {
  const seen = seenOf([other], [accepted(other)]);
  expect(readinessOf(seen, TODAY)).toMatchObject({ blocking: 0, waived: 1 });
  expect(openFindings(seen, TODAY)).toEqual([]);
});

it.each<[string, Outcome, Seen['waivers']]>([
  ['another cause was accepted', other, [accepted({ ...other, cause: 'Something else.' })]],
  ['an earlier version did not note what was accepted', other, [{ ...accepted(other), cause: null }]],
  ['it is one of the promise', wrongOutcome, [accepted(wrongOutcome)]],
])('a finding blocks although there is a waiver where %s', (_what, found, waivers) => {
  const seen = seenOf([found], waivers);
  expect(readinessOf(seen, TODAY).blocking).toBe(1);
  expect(openFindings(seen, TODAY)).toEqual([found]);
});
