import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFarmFile, openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import type { Farm } from '../../../core/model/farm.ts';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import { coreStand } from '../../support/core-stand.ts';
import { performedIn } from '../../support/kept-hosts.ts';
import { until } from '../../support/until.ts';

const SECRETS = { serviceAccountPassword: 'a password' };
type Stand = ReturnType<typeof coreStand>;

const base64Of = (path: string) => readFileSync(path).toString('base64');

/** The folder of its practice hosts. */
function folderIn({ site }: { site: Record<string, unknown> }): string {
  return (site.practice as { folder: string }).folder;
}

async function recordAt(path: string) {
  const file = await openFarmFile(path, { write: false });
  try {
    return file.record;
  } finally {
    file.close();
  }
}

async function setUp({ farm, view }: Stand, id: string): Promise<void> {
  await farm.giveSecrets({ farm: id, secrets: SECRETS });
  await farm.run({ farm: id, prove: false });
  await until(async () => (await view(id)).state === 'waiting', { what: 'the run ended' });
  expect((await view(id)).error).toBe(null);
}

/** A farm whose hosts were set up, closed; and a farm taken in from its bytes as they were before its last answer. */
async function copied() {
  const stand = coreStand();
  const id = await stand.begin('Original');
  await stand.farm.answer({ farm: id, values: [{ path: 'waf', value: true }] });
  await setUp(stand, id);
  const { path } = await stand.view(id);
  await stand.farm.close({ farm: id });
  const base64 = base64Of(path);
  const again = await stand.farm.open({ path, write: true });
  await stand.farm.answer({ ...again, values: [{ path: 'name', value: 'Original, later' }] });
  await stand.farm.close(again);
  const taken = await stand.farm.takeIn({ name: '../../original.farm', base64 });
  return { ...stand, path, taken: taken.farm };
}

function placesOf({ wizardAddress, clientAddresses, hosts, services, hops }: Farm): string[] {
  return [
    wizardAddress,
    ...clientAddresses,
    ...hosts.flatMap(({ addresses }) => addresses),
    ...services.flatMap(({ address, forwardedTo }) => [address, forwardedTo?.address ?? '']),
    ...hops.flatMap(({ presentsAs }) => presentsAs),
  ];
}

it('a copy is a farm of its own: another file, id, practice folder, and other addresses', async () => {
  const { view, path, farms, taken } = await copied();
  const copy = await view(taken);
  expect(copy.path.startsWith(`${farms}/`)).toBe(true);
  expect(copy.path).not.toBe(path);
  const [mine, theirs] = [await recordAt(copy.path), await recordAt(path)];
  expect(mine.farm.id).not.toBe(theirs.farm.id);
  expect(folderIn(mine)).not.toBe(folderIn(theirs));
  expect(folderIn(mine)).toMatch(/farmwright-practice-/);
  const shared = placesOf(mine.farm).filter((place) => placesOf(theirs.farm).includes(place));
  expect(shared).toEqual([]);
  expect(mine.farm).toMatchObject({ name: 'Original', balancer: theirs.farm.balancer });
  expect(nodesOf(mine.farm).map(({ name }) => name)).toEqual(nodesOf(theirs.farm).map(({ name }) => name));
  expect(mine.farm.hops.map(({ name }) => name)).toEqual(['waf', 'balancer']);
});

it('on the hosts of a copy nothing is done yet, though its history is kept', async () => {
  const { view, taken } = await copied();
  const { pages, lastEvent, interrupted } = await view(taken);
  expect(lastEvent).toBeGreaterThan(10);
  expect(interrupted).toBe(null);
  expect(pages.filter(({ state }) => state === 'done' || state === 'out of date').map(({ page }) => page)).toEqual([]);
});

it('a copy and its original each act on their own hosts only', async () => {
  const stand = await copied();
  const { path, taken, farm, hostsOf, view } = stand;
  const folderOf = async (at: string) => hostsOf(folderIn(await recordAt(at)));
  const [original, copy] = [await folderOf(path), await folderOf((await view(taken)).path)];
  const before = performedIn(original).length;
  expect(before).toBeGreaterThan(5);
  await setUp(stand, taken);
  expect(performedIn(original).length).toBe(before);
  expect(performedIn(copy).length).toBeGreaterThan(5);
  const done = performedIn(copy).length;
  const again = (await farm.open({ path, write: true })).farm;
  await farm.answer({ farm: again, values: [{ path: 'settle.times', value: 4 }] });
  await setUp(stand, again);
  expect(performedIn(copy).length).toBe(done);
});

it('a copy goes on after it was closed: its journal is its own', async () => {
  const { farm, view, taken } = await copied();
  const { path } = await view(taken);
  await farm.answer({ farm: taken, values: [{ path: 'serviceAccount', value: 'svc-copy' }] });
  await farm.close({ farm: taken });
  const again = await farm.open({ path, write: true });
  expect(await view(again.farm)).toMatchObject({ notices: [], farm: { serviceAccount: 'svc-copy' } });
});

it.each([
  ['closed', false],
  ['open', true],
])('a farm file of this computer that is dropped is opened as the file it is: %s', async (_how, open) => {
  const { farm, farms, begin, view } = coreStand();
  const id = await begin('Mine');
  const { path } = await view(id);
  if (!open) await farm.close({ farm: id });
  const before = readdirSync(farms);
  const taken = await farm.takeIn({ name: 'renamed on the way.farm', base64: base64Of(path) });
  if (open) expect(taken.farm).toBe(id);
  expect((await view(taken.farm)).path).toBe(path);
  expect(readdirSync(farms).filter((name) => !name.endsWith('.lock'))).toEqual(
    before.filter((name) => !name.endsWith('.lock')),
  );
});

it('a farm file outside the folder for farms is known when it was open before', async () => {
  const { farm, folder, farms, begin, view } = coreStand();
  const id = await begin('Away');
  const { path } = await view(id);
  await farm.close({ farm: id });
  const away = join(folder, 'away.farm');
  copyFileSync(path, away);
  rmSync(path);
  await farm.close(await farm.open({ path: away, write: true }));
  const taken = await farm.takeIn({ name: 'away.farm', base64: base64Of(away) });
  expect((await view(taken.farm)).path).toBe(away);
  expect(readdirSync(farms).filter((name) => name.endsWith('.farm'))).toEqual([]);
});

it('what an earlier farm of that name left beside its place is not the copy’s', async () => {
  const { farm, farms, view } = coreStand();
  mkdirSync(farms, { recursive: true });
  const elsewhere = await elsewhereFarm('sample');
  writeFileSync(join(farms, 'x.farm.journal'), 'left');
  const taken = await farm.takeIn({ name: 'x.farm', base64: elsewhere });
  expect((await view(taken.farm)).path).toBe(join(farms, 'x.farm'));
  expect(readFileSync(join(farms, 'x.farm.journal'), { flag: 'a+' }).toString()).not.toContain('left');
});

it.each([
  ['no farm file', async () => btoa('not a farm'), 'farm-file.foreign'],
  ['a damaged one', async () => damaged(await elsewhereFarm('sample')), 'farm-file.damaged'],
  ['a farm of an application that is not known', () => elsewhereFarm('none-such'), 'input.unknown'],
])('%s is told and leaves nothing', async (_what, bytes, code) => {
  const { farm, farms, begin } = coreStand();
  await begin('Other');
  const before = readdirSync(farms);
  await expect(farm.takeIn({ name: 'x.farm', base64: await bytes() })).rejects.toMatchObject({ data: { code } });
  expect(readdirSync(farms)).toEqual(before);
});

/** A farm file of another computer, for this application. */
async function elsewhereFarm(profile: string): Promise<string> {
  const { folder, begin, view } = coreStand();
  const { path } = await view(await begin('Elsewhere'));
  const record = await recordAt(path);
  const other = join(folder, 'elsewhere.farm');
  (await createFarmFile(other, { farm: { ...record.farm, profile }, site: record.site })).close();
  return base64Of(other);
}

function damaged(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes.writeUInt8(bytes.readUInt8(9000) ^ 1, 9000);
  return bytes.toString('base64');
}
