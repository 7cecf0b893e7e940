import { existsSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFarmFile } from '../../core/farm-file/open-farm-file.ts';
import { withOffset } from '../../core/model/moment.ts';
import { type FarmFileStand, farmFileStand } from '../support/farm-file-command.ts';
import { countsInCases, countsInResult, countsInSentence } from '../support/result-counts.ts';

let stand: FarmFileStand;
beforeAll(async () => {
  stand = await farmFileStand('name: Day one\nbalancer: bundled\npractice:\n  nodes: 2\n');
}, 180_000);
afterAll(() => stand?.end());

const COUNTED = {
  json: (text: string) => countsInResult(JSON.parse(text)),
  junit: countsInCases,
  html: countsInSentence,
  md: countsInSentence,
  text: countsInSentence,
};

async function report(format: string, ...options: string[]) {
  const out = join(stand.folder, `report.${format}`);
  const run = await stand.run('report', stand.path, '--format', format, '--out', out, ...options);
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
}, 360_000);

test('the result says of which farm, when, by whom, where and with how many requests, and every form begins with it', async () => {
  const result = JSON.parse((await report('json')).text());
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
  expect(result).toMatchObject({
    schema: 'farmwright-result/2',
    farm: { name: 'Day one' },
    began: expect.stringMatching(moment),
    ended: expect.stringMatching(moment),
    computer: hostname(),
    profileName: 'Sample application',
  });
  expect(Date.parse(result.ended)).toBeGreaterThan(Date.parse(result.began));
  const { total, asClients, sent, unseenShare } = result.requests;
  expect(total).toBe(sent.reduce((sum: number, { requests }: { requests: number }) => sum + requests, 0));
  expect(unseenShare).toBeCloseTo(3 / asClients);
  expect(result.sentence).toContain(`${total} requests from `);
  for (const format of ['html', 'md', 'text', 'junit']) {
    const { text } = await report(format);
    expect(text().indexOf('Day one'), format).toBeGreaterThanOrEqual(0);
    expect(text().indexOf('Day one'), format).toBeLessThan(text().indexOf(result.sentence.slice(0, 12)));
  }
});

test('a result that is older than was allowed is refused, and nothing is written', async () => {
  const young = await report('md', '--max-age', '1h');
  expect(young.code, young.stderr).toBe(0);
  expect(young.stdout).toMatch(/Its result is \d+ (s|min)/);
  expect(young.text()).toMatch(/Age of this result: \d+ (s|min)/);
  const file = await openFarmFile(stand.path, { write: true });
  const { result } = file.record;
  if (result === null) throw new Error('the farm was proven');
  file.saveResult({ ...result, ended: withOffset(new Date(Date.now() - 3 * 3_600_000)) });
  file.close();
  rmSync(join(stand.folder, 'report.md'));
  const old = await report('md', '--max-age', '2h', '--json');
  expect(old.code).toBe(5);
  expect(JSON.parse(old.stdout).error).toMatchObject({
    ...{ code: 'report.too-old', field: 'max-age' },
    message: 'The result is 3 h old; at most 2 h are allowed.',
    remedy: expect.stringContaining('Verify the farm again'),
  });
  expect(existsSync(join(stand.folder, 'report.md'))).toBe(false);
  expect((await report('md')).code).toBe(0);
  expect((await report('md', '--max-age', 'soon')).code).toBe(2);
});

test('a farm that stopped being ready says so by the exit code', async () => {
  const world = await stand.world();
  await world.call('plant', { faults: ['node-down'] });
  world.close();
  expect((await stand.run('verify', stand.path, '--secrets', '-')).code).toBe(1);
  const { code, text } = await report('junit');
  expect(code).toBe(1);
  expect(countsInCases(text()).fail).toBeGreaterThan(0);
}, 360_000);

test('with every finding waived and the node still stopped, the farm is never ready', async () => {
  const { checks } = JSON.parse((await report('json')).text());
  const failed = checks.filter(({ verdict }: { verdict: string }) => verdict === 'fail');
  const waiver = ['--who', 'A. Person', '--why', 'known', '--until', '2999-12-31'];
  for (const id of new Set<string>(failed.map(({ id }: { id: string }) => id)))
    expect((await stand.run('waive', stand.path, '--check', id, ...waiver)).code, id).toBe(0);
  const again = await stand.run('verify', stand.path, '--secrets', '-', '--json');
  expect(again.code).toBe(1);
  const result = JSON.parse(again.stdout);
  expect(result.overall).toBe('not ready');
  expect(result.checks.some(({ waiver: by }: { waiver?: object }) => by !== undefined)).toBe(true);
}, 360_000);
