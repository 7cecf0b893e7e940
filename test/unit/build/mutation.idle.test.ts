import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import mutations from '../../cases/check-mutations.json' with { type: 'json' };
import { CHECKS } from '../../support/healthy-scene.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SCRIPT = `${ROOT}build/mutate-checks.mjs`;

test('every check has a mutation that breaks it', () => {
  const covered = mutations.map(({ check }) => check);
  for (const { id } of CHECKS) expect(covered, id).toContain(id);
});

test.each(mutations)('the line that is broken is there: $check, $from', ({ file, from }) => {
  expect(readFileSync(`${ROOT}${file}`, 'utf8')).toContain(from);
});

test('a broken check makes a test fail (a small seed of npm run mutate)', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, '--most', '1', '--seed', '7']);
  expect(stdout).toContain('1 of 1 killed');
}, 120_000);
