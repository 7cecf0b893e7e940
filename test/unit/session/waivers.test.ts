import { expect, it } from 'vitest';
import { balancers } from '../../../core/balancers/index.ts';
import { applyWaivers } from '../../../core/checks/apply-waivers.ts';
import { overallOf } from '../../../core/checks/overall.ts';
import { databases } from '../../../core/databases/index.ts';
import type { Outcome, Verdict } from '../../../core/model/check.ts';
import { planInputs } from '../../../core/planner/plan-inputs.ts';
import { profiles } from '../../../core/profiles/index.ts';
import { checkedWaivers, withWaivers } from '../../../core/session/waivers.ts';
import { CHECKS, exampleFarm, exampleVerification, healthyScene } from '../../support/healthy-scene.ts';
import { BASIS } from '../../support/result-head.ts';
import { exampleResult } from '../runbook/example-result.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const TODAY = '2026-03-01';
const inputs = planInputs(exampleFarm(), { profiles, balancers, databases });
const given = {
  check: 'bypass.closed',
  who: 'A. Admin',
  why: 'The appliance is moved in May.',
  until: '2026-05-31',
};

const OPEN = 'node-01 accepts direct connections from the client 127.9.9.10: it answered 200.';

function finding(change: Partial<Outcome> = {}): Outcome {
  return {
    ...{ id: 'bypass.closed', subject: { node: 'node-01' }, required: true, verdict: 'fail', title: 'A check' },
    ...{ cause: OPEN, remedy: 'Do.', clause: null, page: null, evidence: {}, causedBy: null },
    ...change,
  };
}

const resultOf = (...checks: Outcome[]) => ({ ...exampleResult(), checks });
const accepted = (...checks: Outcome[]) => checkedWaivers(given, inputs, resultOf(...checks), NOW);
const isCovered = (found: Outcome, by = accepted(finding())) =>
  applyWaivers([found], by, TODAY).every(({ waiver }) => waiver !== undefined);

it.each([
  ['today', { until: '2026-03-01' }],
  ['a day far away', { until: '2999-12-31' }],
  ['names and reasons of any script', { who: 'Žofie 李', why: 'می\u200cخواهم' }],
])('a waiver is saved with %s', (_what, change) => {
  expect(checkedWaivers({ ...given, ...change }, inputs, resultOf(finding()), NOW)).toMatchObject([
    { ...change, subject: { node: 'node-01' }, cause: OPEN },
  ]);
});

it.each([
  ['a day that is over', { until: '2026-02-28' }, 'until'],
  ['a reason that reads backwards', { why: 'safe \u202eton si siht' }, 'why'],
  ['a reason with a soft hyphen', { why: 'sa\u00adfe' }, 'why'],
  ['a reason of two lines', { why: 'one\ntwo' }, 'why'],
  ['a person with a zero-width space', { who: 'A.\u200bAdmin' }, 'who'],
  ['no person', { who: ' ' }, 'who'],
  ['a check that this farm does not have', { check: 'nonsense' }, 'check'],
  ['another cause than the one that was found', { cause: 'something else' }, 'cause'],
  ['a node on which nothing was found', { node: 'node-02' }, 'check'],
])('%s is refused, naming the field and what to do', (_what, change, field) => {
  expect(() => checkedWaivers({ ...given, ...change }, inputs, resultOf(finding()), NOW)).toThrow(
    expect.objectContaining({ field, remedy: expect.stringMatching(/\.$/) }),
  );
});

it.each<[string, Verdict]>([
  ['a pass', 'pass'],
  ['a warning', 'warning'],
  ['a check that could not run', 'could not run'],
  ['a check that could not tell', 'could not tell'],
  ['a check that was skipped', 'skipped'],
])('%s cannot be waived', (_what, verdict) => {
  expect(() => accepted(finding({ verdict }))).toThrow(expect.objectContaining({ field: 'check' }));
});

it('nothing can be waived before a proof found something', () => {
  expect(() => checkedWaivers(given, inputs, null, NOW)).toThrow(
    expect.objectContaining({ field: 'check', remedy: expect.stringContaining('Verify the farm first') }),
  );
});

it('a waiver covers what was found, also when it is found again with other measures', () => {
  expect(isCovered(finding())).toBe(true);
  const slow = (took: string, token: string) =>
    finding({ cause: `node-01 answered after ${took} to the request ${token}.` });
  expect(isCovered(slow('812 ms', 'fw-99-2'), accepted(slow('310 ms', 'fw-1a2b-7')))).toBe(true);
});

it.each<[string, Partial<Outcome>]>([
  ['of another node', { subject: { node: 'node-02' } }],
  ['of the whole farm', { subject: {} }],
  ['of another check', { id: 'distribution' }],
  ['with another cause', { cause: OPEN.replace('200', '403') }],
  ['with another address', { cause: OPEN.replace('127.9.9.10', '127.9.9.11') }],
  ['that could not run, with the same words', { verdict: 'could not run' }],
  ['that could not tell, with the same words', { verdict: 'could not tell' }],
  ['that passed', { verdict: 'pass', cause: null }],
])('a waiver does not cover a finding %s', (_what, change) => {
  expect(isCovered(finding(change))).toBe(false);
});

it('a waiver of an earlier version covers nothing, and a new one takes its place', () => {
  const { at } = accepted(finding())[0] ?? { at: '' };
  const old = { ...given, subject: {}, cause: null, at };
  expect(isCovered(finding(), [old])).toBe(false);
  expect(withWaivers([old], accepted(finding()))).toEqual(accepted(finding()));
});

it('two findings of one check have a waiver each, and both stay', () => {
  const other = finding({ subject: { node: 'node-02' }, cause: OPEN.replace('node-01', 'node-02') });
  const both = accepted(finding(), other);
  expect(both.map(({ subject }) => subject.node)).toEqual(['node-01', 'node-02']);
  expect(withWaivers(both, accepted(finding()))).toHaveLength(2);
});

/** Every failure and everything that could not run, as the checks judge it, accepted as far as it can be. */
function allWaived(judge: (seen: ReturnType<typeof healthyScene>) => void, alsoLater?: typeof judge) {
  const verification = exampleVerification();
  const outcomesOf = (change: typeof judge) => {
    const seen = healthyScene(verification);
    change(seen);
    return CHECKS.flatMap((check) =>
      check.judge(verification, seen).map(
        (judgement): Outcome => ({
          ...{ id: check.id, title: check.title, required: check.required, page: check.page, clause: null },
          ...judgement,
        }),
      ),
    );
  };
  const found = outcomesOf(judge);
  const failed = [...new Set(found.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id))];
  const waivers = failed.flatMap((check) => checkedWaivers({ ...given, check }, inputs, resultOf(...found), NOW));
  const later = applyWaivers(outcomesOf(alsoLater ?? judge), waivers, TODAY);
  return { outcomes: later, ...overallOf(later, BASIS) };
}

const stopped = (seen: ReturnType<typeof healthyScene>) => {
  const error = { code: 'vantage.unreachable', field: null, message: 'connection refused', remedy: 'Start it.' };
  seen.health = seen.health.map((look) => ({ ...look, status: null, error }));
  seen.requests = [];
  seen.spoofs = [];
  seen.direct = [];
  seen.bypass = [];
};

it('with all nodes stopped and everything waived the farm is not ready', () => {
  const { overall, outcomes } = allWaived(stopped);
  expect(outcomes.some(({ id, waiver }) => id === 'health.node' && waiver !== undefined)).toBe(true);
  expect(outcomes.filter(({ verdict, waiver }) => verdict !== 'fail' && waiver !== undefined)).toEqual([]);
  expect(overall).toBe('not ready');
});

it('with a wrong address in the audit record waived the farm is not ready', () => {
  const { overall } = allWaived((seen) => {
    for (const { records } of seen.requests)
      if (records.value !== undefined) records.value = records.value.map((one) => ({ ...one, address: '127.9.9.4' }));
  });
  expect(overall).toBe('not ready');
});

it('with nothing but an open way around the balancer waived the farm is ready with warnings, and not when more is found', () => {
  const open = (nodes: string[]) => (seen: ReturnType<typeof healthyScene>) => {
    seen.bypass = seen.bypass.map((look) => (nodes.includes(look.node) ? { ...look, status: 200, error: null } : look));
  };
  expect(allWaived(open(['node-01'])).overall).toBe('ready with warnings');
  expect(allWaived(open(['node-01']), open(['node-01', 'node-02'])).overall).toBe('not ready');
});
