import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { CHECKS } from '../../../core/checks/index.ts';
import mutations from '../../cases/check-mutations.json' with { type: 'json' };

const SCRIPT = fileURLToPath(new URL('../../../build/mutate-checks.mjs', import.meta.url));

test('every check has a mutation that breaks it', () => {
  const covered = mutations.map(({ check }) => check);
  for (const { id } of CHECKS) expect(covered, id).toContain(id);
});

test('a broken check makes a test fail (a small seed of npm run mutate)', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, '--most', '2', '--seed', '7']);
  expect(stdout).toContain('2 of 2 killed');
}, 120_000);
