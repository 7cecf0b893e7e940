import { appendFileSync, copyFileSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { journalPath } from '../../../core/farm-file/faults.ts';
import { RecentFarms } from '../../../core/farm-file/recent-farms.ts';
import { coreStand } from '../../support/core-stand.ts';
import { provenFarm } from '../../support/proven-farm.ts';
import { until } from '../../support/until.ts';

const READY = /^Ready: 1 question on 3 nodes/;

type Proven = Awaited<ReturnType<typeof provenFarm>>;

/** How the farm stands in the list of this Farmwright. */
const shown = async ({ farm, path }: Pick<Proven, 'farm' | 'path'>) =>
  (await farm.recent()).find((noted) => noted.path === path)?.standing;
/** How it stands in the list of a Farmwright that is started after this one was killed. */
const afterKill = ({ folder, path }: Proven) =>
  new RecentFarms(join(folder, 'data/recent.json')).list().find((noted) => noted.path === path)?.standing;

it('a farm that was proven and closed stands as it was proven', async () => {
  const proven = await provenFarm();
  expect(await shown(proven)).toMatch(READY);
  expect(afterKill(proven)).toMatch(READY);
});

it.each<[string, (proven: Proven, id: string) => Promise<unknown>]>([
  ['is open and nothing was done', async () => {}],
  [
    'was answered otherwise',
    ({ farm }, id) => farm.answer({ farm: id, values: [{ path: 'healthCheck.fall', value: 4 }] }),
  ],
  [
    'had a run begun',
    async ({ farm, view }, id) => {
      await farm.giveSecrets({ farm: id, secrets: { serviceAccountPassword: 'a password' } });
      await farm.run({ farm: id, page: 'database', prove: false });
      await until(async () => (await view(id)).state === 'waiting', { what: 'the run ended' });
    },
  ],
])('after a kill no farm that %s is told to be ready', async (_what, deed) => {
  const proven = await provenFarm();
  const { farm: id } = await proven.farm.open({ path: proven.path, write: true });
  await deed(proven, id);
  expect(afterKill(proven)).toBe('Status unknown: open to check.');
});

it('a farm that is open stands as it is now: ready, then out of date, then as it is closed', async () => {
  const proven = await provenFarm();
  const { farm: id } = await proven.farm.open({ path: proven.path, write: true });
  expect(await shown(proven)).toMatch(READY);
  await proven.farm.answer({ farm: id, values: [{ path: 'healthCheck.fall', value: 4 }] });
  expect(await shown(proven)).toMatch(/^Out of date\. It was: Ready/);
  await proven.farm.close({ farm: id });
  expect(await shown(proven)).toMatch(/^Out of date\. It was: Ready/);
});

it('a farm in which something runs is told to be at work', async () => {
  const proven = await provenFarm();
  const { farm: id } = await proven.farm.open({ path: proven.path, write: true });
  await proven.farm.giveSecrets({ farm: id, secrets: { serviceAccountPassword: 'a password' } });
  await proven.farm.run({ farm: id, page: 'database', prove: false });
  expect(await shown(proven)).toBe('Running now.');
  await until(async () => (await proven.view(id)).state === 'waiting', { what: 'the run ended' });
});

it.each<[string, (path: string) => void]>([
  ['another file stands in its place', (path) => copyFileSync(`${path}.last-good`, path)],
  ['its file was written since', (path) => utimesSync(path, new Date(), new Date(Date.now() + 60_000))],
  ['another Farmwright left a log beside it', (path) => writeFileSync(journalPath(path), '')],
])('where %s, the status of a farm is unknown', async (_what, change) => {
  const proven = await provenFarm();
  change(proven.path);
  expect(await shown(proven)).toBe('Status unknown: open to check.');
});

it('a reader neither learns nor tells how a farm stands', async () => {
  const proven = await provenFarm();
  const reader = await proven.farm.open({ path: proven.path, write: false });
  expect(await shown(proven)).toMatch(READY);
  const writer = await proven.farm.open({ path: proven.path, write: true });
  await proven.farm.answer({ ...writer, values: [{ path: 'healthCheck.fall', value: 4 }] });
  await proven.farm.close(reader);
  expect(afterKill(proven)).toBe('Status unknown: open to check.');
});

it('a farm that is ready because of a waiver is not shown as ready after the waiver’s last day', async () => {
  const { folder } = coreStand();
  const path = join(folder, 'x.farm');
  appendFileSync(path, 'a farm');
  const list = new RecentFarms(join(folder, 'list.json'));
  const farm = { path, name: 'X', profileName: 'Sample', standing: 'Ready.', at: '2026-01-01T00:00:00.000Z' };
  list.note({ ...farm, until: '2026-01-31' });
  expect(list.list(new Date('2026-01-31T20:00:00Z'))).toMatchObject([{ standing: 'Ready.' }]);
  expect(list.list(new Date('2026-02-01T00:00:00Z'))).toMatchObject([
    { standing: expect.stringMatching(/^Status unknown/) },
  ]);
});

it('a list of an earlier version tells no standing: it was kept less carefully', async () => {
  const proven = await provenFarm();
  const file = join(proven.folder, 'data/recent.json');
  const [{ path, name, profileName, at }] = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify([{ path, name, profileName, at, standing: 'Ready.' }]));
  expect(await shown(proven)).toMatch(/^Status unknown/);
});
