import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Core } from '../../../core/api/core.ts';
import { createRouter } from '../../../core/api/handlers.ts';
import { compose } from '../../../core/compose.ts';
import type { PracticeWorld } from '../../../core/sites/practice-world.ts';
import { keptHosts, performedIn } from '../../support/kept-hosts.ts';
import { sitesWith } from '../../support/practice-worlds.ts';
import { until } from '../../support/until.ts';

let folder: string;
let farms: string;
let core: Core;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fw-doors-'));
  farms = join(folder, 'farms');
  core = makeCore();
});
afterEach(async () => {
  await core.close();
  rmSync(folder, { recursive: true });
});

function makeCore(): Core {
  const world = async () => keptHosts(join(folder, 'hosts')) as PracticeWorld;
  const home = { farms, recent: join(folder, 'data/recent.json') };
  return new Core({ ...compose('/no/entries', {}, home), sites: sitesWith({ attach: world, start: world }) });
}

const client = () => createRouterClient(createRouter(core), { context: {} });
const begin = (name: string) => client().farm.begin({ name, profile: 'sample', balancer: 'bundled' });

it('a farm that is begun is a file named for it, answered so far, and remembered', async () => {
  const { farm } = await begin('Day one / Köln');
  const view = await client().farm.get({ farm });
  expect(basename(view.path)).toBe('day-one-köln.farm');
  expect(view).toMatchObject({ landing: 'goal', interrupted: null, missingSecrets: ['serviceAccountPassword'] });
  const { fields } = await client().farm.form({ farm });
  expect(fields.filter(({ answered }) => answered).map(({ path }) => path)).toEqual(['name', 'balancer']);
  await client().farm.close({ farm });
  expect(await client().farm.recent()).toMatchObject([
    { path: view.path, name: 'Day one / Köln', standing: 'Not verified yet.', there: true },
  ]);
  rmSync(view.path);
  expect(await client().farm.recent()).toMatchObject([{ there: false }]);
});

it('two farms of one name are two files', async () => {
  const paths = [];
  for (const { farm } of [await begin('Same'), await begin('Same')])
    paths.push((await client().farm.get({ farm })).path);
  expect(new Set(paths).size).toBe(2);
});

it('a farm that is open already is the same farm when it is opened again', async () => {
  const { farm } = await begin('Twice');
  const { path } = await client().farm.get({ farm });
  expect(await client().farm.open({ path, write: true })).toEqual({ farm });
  expect(await client().farm.open({ path, write: false })).toEqual({ farm });
});

it('starting over keeps the answers under the same address, and the file under another name', async () => {
  const { farm } = await begin('Anew');
  await client().farm.answer({ farm, values: [{ path: 'serviceAccount', value: 'svc-kept' }] });
  await client().farm.giveSecrets({ farm, secrets: { serviceAccountPassword: 'a password' } });
  await client().farm.run({ farm, page: 'database', prove: false });
  await until(async () => (await client().farm.get({ farm })).state === 'waiting', {
    what: 'the page was carried out',
  });
  const before = await client().farm.get({ farm });
  expect(before.pages.find(({ page }) => page === 'database')?.state).toBe('done');
  const { copy } = await client().farm.startOver({ farm });
  expect(existsSync(copy)).toBe(true);
  const after = await client().farm.get({ farm });
  expect(after).toMatchObject({ path: before.path, result: null, state: 'waiting' });
  expect(after.farm.serviceAccount).toBe('svc-kept');
  expect(after.pages.find(({ page }) => page === 'database')?.state).toBe('not started');
  const kept = await client().farm.open({ path: copy, write: false });
  expect((await client().farm.get(kept)).pages.find(({ page }) => page === 'database')?.state).toBe('done');
});

it('answers wait for nothing while something runs: they are refused, and nothing is lost', async () => {
  const { farm } = await begin('Busy');
  await client().farm.giveSecrets({ farm, secrets: { serviceAccountPassword: 'a password' } });
  await client().farm.run({ farm, prove: false });
  await expect(
    client().farm.answer({ farm, values: [{ path: 'serviceAccount', value: 'svc-late' }] }),
  ).rejects.toMatchObject({ data: { code: 'farm.busy' } });
  await until(async () => (await client().farm.get({ farm })).state === 'waiting', { what: 'the run ended' });
  expect(performedIn(join(folder, 'hosts')).length).toBeGreaterThan(5);
  expect((await client().farm.get({ farm })).farm.serviceAccount).toBe('svc-practice');
});

it('a list of recent farms that cannot be read is an empty one, and is made anew', async () => {
  const { farm } = await begin('Kept');
  writeFileSync(join(folder, 'data/recent.json'), '{');
  expect(await client().farm.recent()).toEqual([]);
  await client().farm.close({ farm });
  expect(await client().farm.recent()).toHaveLength(1);
});
