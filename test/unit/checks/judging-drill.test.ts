import { describe, expect, test } from 'vitest';
import type { Judgement } from '../../../core/checks/check.ts';
import { lossDrill } from '../../../core/checks/judge/loss-drill.ts';
import type { DrillSeen } from '../../../core/checks/observations.ts';
import { whatIsSent } from '../../../core/checks/what-is-sent.ts';
import { exampleVerification, healthyScene, passedDrill } from '../../support/healthy-scene.ts';
import { SimulatedFarm } from '../../support/simulated-farm.ts';

test('without consent it says so', () => {
  const verification = exampleVerification();
  const judged = lossDrill.judge(verification, { ...healthyScene(verification), drill: null });
  expect(judged).toHaveLength(1);
  expect(judged[0]).toMatchObject({ verdict: 'skipped', cause: 'Not run: it stops a node; give --drill.' });
});

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

test('what is sent names the drill with consent only', () => {
  const { verification } = new SimulatedFarm({ clients: 3 });
  verification.profile = {
    ...verification.profile,
    checks: [{ check: 'drill.node-loss', clause: null }],
  };
  const without = whatIsSent(verification, { consent: { drill: false } });
  expect(without).toContain('at most 12 to each, then one from each of 2 other client addresses');
  expect(without).not.toContain('stopped');
  const given = whatIsSent(verification, { consent: { drill: true } });
  expect(given).toContain('taken out of turn at Bundled proxy');
  expect(given).toMatch(/is stopped on one node .* every 50 ms .* They leave no audit entries/);
});
