import { describe, expect, test } from 'vitest';
import type { Judgement } from '../../../core/checks/check.ts';
import { lossDrill } from '../../../core/checks/judge/loss-drill.ts';
import type { DrillSeen } from '../../../core/checks/observations.ts';
import { exampleVerification, healthyScene, passedDrill } from '../../support/healthy-scene.ts';

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
