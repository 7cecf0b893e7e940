import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FarmFileStand, farmFileStand } from '../support/farm-file-command.ts';
import { countsInCases, countsInResult, countsInSentence } from '../support/result-counts.ts';

let stand: FarmFileStand;
beforeAll(async () => {
  stand = await farmFileStand('name: Day one\nbalancer: bundled\npractice:\n  nodes: 2\n');
}, 60_000);
afterAll(() => stand?.end());

const COUNTED = {
  json: (text: string) => countsInResult(JSON.parse(text)),
  junit: countsInCases,
  html: countsInSentence,
  md: countsInSentence,
  text: countsInSentence,
};

async function report(format: string) {
  const out = join(stand.folder, `report.${format}`);
  const run = await stand.run('report', stand.path, '--format', format, '--out', out);
  return { ...run, text: () => readFileSync(out, 'utf8') };
}

test('a farm that was not proven has no report', async () => {
  const { code, stderr } = await report('junit');
  expect(code).toBe(2);
  expect(stderr).toContain('The farm was not proven yet.');
});

test('all forms of the report of one proof tell the same counts, and its verdict is the exit code', async () => {
  const proven = await stand.run('run', stand.path, '--json', '--secrets', '-');
  expect(proven.code, proven.stderr).toBe(0);
  const counts = countsInResult(JSON.parse(proven.stdout));
  expect(counts.pass).toBeGreaterThan(20);
  for (const [format, counted] of Object.entries(COUNTED)) {
    const { code, stderr, text } = await report(format);
    expect(code, stderr).toBe(0);
    expect(counted(text()), format).toEqual(counts);
  }
  expect((await report('pdf')).code).toBe(2);
}, 120_000);

test('a farm that stopped being ready says so by the exit code', async () => {
  const world = await stand.world();
  await world.call('plant', { faults: ['node-down'] });
  world.close();
  expect((await stand.run('verify', stand.path, '--secrets', '-')).code).toBe(1);
  const { code, text } = await report('junit');
  expect(code).toBe(1);
  expect(countsInCases(text()).fail).toBeGreaterThan(0);
}, 120_000);
