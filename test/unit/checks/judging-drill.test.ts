import { describe, expect, test } from 'vitest';
import { causesOf } from '../../../core/checks/causes/index.ts';
import type { Judgement } from '../../../core/checks/check.ts';
import { healthNode } from '../../../core/checks/judge/health-node.ts';
import { lossDrill } from '../../../core/checks/judge/loss-drill.ts';
import type { DrillSeen, Observations } from '../../../core/checks/observations.ts';
import { overallOf } from '../../../core/checks/overall.ts';
import type { Outcome } from '../../../core/model/check.ts';
import { CHECKS, exampleVerification, healthyScene, passedDrill } from '../../support/healthy-scene.ts';

describe('judged', () => {
  const cases: { name: string; change: Partial<DrillSeen>; verdict: Judgement['verdict'] }[] = [
    { name: 'losses before it was noticed are no finding', change: {}, verdict: 'pass' },
    { name: 'never noticed', change: { detectedMs: null }, verdict: 'fail' },
    { name: 'noticed too late', change: { detectedMs: 5141 }, verdict: 'fail' },
    { name: 'noticed just in time, counted from when it was down', change: { detectedMs: 5140 }, verdict: 'pass' },
    { name: 'one request lost afterwards', change: { lostAfterDetection: 1 }, verdict: 'fail' },
    { name: 'not back', change: { notBack: 'it is silent' }, verdict: 'fail' },
    {
      name: 'hindered',
      change: { hindered: { verdict: 'could not tell', cause: 'Because.', remedy: 'Do.' } },
      verdict: 'could not tell',
    },
    {
      name: 'hindered and not back: what is worse comes first',
      change: { notBack: 'it is silent', hindered: { verdict: 'could not run', cause: 'Because.', remedy: 'Do.' } },
      verdict: 'fail',
    },
  ];
  test.each(cases)('$name: $verdict', ({ change, verdict }) => {
    const verification = exampleVerification();
    const seen = { ...healthyScene(verification), drill: { ...passedDrill(), ...change } };
    const [judged] = lossDrill.judge(verification, seen);
    expect(judged?.verdict).toBe(verdict);
    expect([judged?.cause, judged?.remedy].every((text) => (verdict === 'pass' ? text === null : text !== ''))).toBe(
      true,
    );
  });
});

describe('a node that Farmwright itself left down', () => {
  const REASON = 'it answers 503 to the health check of web: “not signed in to the database”';
  const verification = exampleVerification();
  /** The verdicts of a farm of which this was seen. */
  function judged(change: (seen: Observations) => void = () => {}): Outcome[] {
    const seen = { ...healthyScene(verification), drill: { ...passedDrill(), notBack: REASON } };
    change(seen);
    return CHECKS.flatMap(({ id, title, required, page, judge }) =>
      judge(verification, seen).map((one) => ({ id, title, required, page, clause: null, ...one })),
    );
  }
  const causesIn = (outcomes: Outcome[]) => causesOf(verification, healthyWithDrill(), outcomes);
  const healthyWithDrill = () => ({ ...healthyScene(verification), drill: { ...passedDrill(), notBack: REASON } });

  test('makes the farm not ready, though no other check says so and its profile does not require the test', () => {
    const outcomes = judged();
    expect(lossDrill.required).toBe(false);
    expect(outcomes.filter(({ verdict }) => verdict !== 'pass')).toMatchObject([
      { id: 'drill.node-loss', required: true, verdict: 'fail', subject: { node: 'node-03' } },
    ]);
    expect(overallOf(outcomes, { requests: null, ended: '2026-01-01T00:00:00+00:00' }).overall).toBe('not ready');
    expect(judged((seen) => Object.assign(seen.drill ?? {}, { notBack: null, detectedMs: null }))).toContainEqual(
      expect.objectContaining({ id: 'drill.node-loss', verdict: 'fail', required: false }),
    );
  });

  test('is the first cause, with the reason that was seen and what to do, and explains what is down with it', () => {
    const outcomes = judged((seen) => {
      for (const look of seen.health) if (look.node === 'node-03') look.status = 503;
      for (const member of seen.pool.value ?? []) if (member.node === 'node-03') member.state = 'down';
    });
    const [first] = causesIn(outcomes);
    expect(first).toMatchObject({ id: 'left-down', page: 'further-nodes' });
    expect(first?.title).toBe(`Farmwright stopped node-03 for the failover test, and it is not back: ${REASON}.`);
    expect(first?.remedy).toContain('node-03');
    const explained = first?.explains.join(' ') ?? '';
    for (const id of ['drill.node-loss', 'health.node', 'balancer.pool']) expect(explained).toContain(id);
  });

  test('that was healthy before the test is not taken for healthy: it is asked again at the end', () => {
    const outcomes = judged((seen) => {
      const health = seen.health.map((look) => (look.node === 'node-03' ? { ...look, status: 503 } : look));
      seen.closing = { health, settings: seen.settings, steps: [], pool: null };
    });
    const open = outcomes.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
    expect(open.toSorted()).toEqual(['drill.node-loss', 'node.unchanged']);
    expect(causesIn(outcomes).map(({ id, explains }) => [id, explains.length])).toEqual([['left-down', 2]]);
  });

  test('explains no failure that was seen while the node ran', () => {
    const outcomes = judged((seen) => seen.settings.set('node-03', { value: { enabled: false } }));
    const failed = outcomes.find(({ id, subject }) => id === 'ip-detection.as-planned' && subject.node === 'node-03');
    expect(failed?.verdict).toBe('fail');
    expect(causesIn(outcomes)[0]?.explains.join(' ')).not.toContain('ip-detection');
    expect(causesIn(outcomes).length).toBeGreaterThan(1);
  });

  test('is not found where the node is back', () => {
    const seen = { ...healthyScene(verification), drill: passedDrill() };
    expect(causesOf(verification, seen, []).map(({ id }) => id)).not.toContain('left-down');
    expect(healthNode.judge(verification, seen).every(({ verdict }) => verdict === 'pass')).toBe(true);
  });
});
