import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCommand } from '../support/command-line.ts';
import { processes } from '../support/processes.ts';
import { until } from '../support/until.ts';

const SENTINEL = 'sentinel-7Jq2vT9xKd-secret';

/** Every file below a folder with its text; sockets are left out, they hold none. */
function filesBelow(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return statSync(path).isFile() ? [{ path, text: readFileSync(path, 'latin1') }] : [];
  });
}

test('a secret is in no argument, environment, file, log, event or result of a whole run', async () => {
  const run = await startCommand(
    ['practice', '--json', '--nodes', '2', '--fault', 'audit-missing', '--keep', '--secrets', '-'],
    JSON.stringify({ serviceAccountPassword: SENTINEL }),
  );
  await until(() => run.stderr().includes('The farm keeps running.'), { limitMs: 120_000, what: 'the farm stands' });

  const files = filesBelow(run.folder);
  expect(files.some(({ path }) => path.endsWith('.farm'))).toBe(true);
  expect(files.some(({ path }) => path.endsWith('application.json'))).toBe(true);
  expect(files.filter(({ text }) => text.includes(SENTINEL)).map(({ path }) => path)).toEqual([]);

  const seen = processes();
  expect(seen.some(({ folder }) => folder.startsWith(run.folder))).toBe(true);
  expect(
    seen
      .filter(({ commandLine, environment }) => `${commandLine} ${environment}`.includes(SENTINEL))
      .map(({ pid }) => pid),
  ).toEqual([]);

  run.process.kill('SIGINT');
  expect(await run.ended).toBe(1);
  expect(JSON.parse(run.stdout()).overall).toBe('not ready');
  expect(run.stdout()).not.toContain(SENTINEL);
  expect(run.stderr()).not.toContain(SENTINEL);
  rmSync(run.folder, { recursive: true, force: true });
}, 360_000);
