import { expect, test } from 'vitest';
import type { Result } from '../../core/model/result.ts';
import { runCommand } from '../support/command-line.ts';

test.each([
  'bundled',
  'haproxy',
])('a practice farm of 25 nodes behind %s is ready, and leaves nothing', async (balancer) => {
  const { code, stdout, stderr, left } = await runCommand([
    'practice',
    '--nodes',
    '25',
    '--balancer',
    balancer,
    '--json',
  ]);
  expect(code, stderr).toBe(0);
  const result = JSON.parse(stdout) as Result;
  expect(result.overall).toBe('ready');
  expect(result.nodes).toHaveLength(25);
  expect(
    result.proof.filter(({ verdict, sentFrom, audited }) => verdict === 'pass' && sentFrom === audited),
  ).toHaveLength(50);
  expect(left).toEqual([]);
}, 180_000);
