import { existsSync, symlinkSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { coreStand } from '../../support/core-stand.ts';

/** A farm file that is closed, and ways to write its path. */
async function closedFarm() {
  const stand = coreStand();
  const id = await stand.begin('One');
  const { path } = await stand.view(id);
  await stand.farm.close({ farm: id });
  const link = join(stand.folder, 'link.farm');
  symlinkSync(path, link);
  const linkedFolder = join(stand.folder, 'linked');
  symlinkSync(stand.farms, linkedFolder);
  const spellings = [
    path,
    relative(process.cwd(), path),
    link,
    join(linkedFolder, basename(path)),
    `${stand.farms}/../${basename(stand.farms)}/./${basename(path)}`,
  ];
  return { ...stand, path, spellings };
}

it('a file is one session, however its path is written', async () => {
  const { farm, view, path, spellings } = await closedFarm();
  const ids = [];
  for (const spelling of spellings) ids.push((await farm.open({ path: spelling, write: true })).farm);
  expect(new Set(ids).size).toBe(1);
  expect((await view(ids[0] ?? '')).path).toBe(path);
});

it('openings at the same time are one session', async () => {
  const { farm, spellings } = await closedFarm();
  const opened = await Promise.all([...spellings, ...spellings].map((path) => farm.open({ path, write: true })));
  expect(new Set(opened.map((one) => one.farm)).size).toBe(1);
});

it('a file that is being closed is opened anew once it is closed', async () => {
  const { farm, path } = await closedFarm();
  const first = await farm.open({ path, write: true });
  const [, second] = await Promise.all([farm.close(first), farm.open({ path, write: true })]);
  expect(second.farm).not.toBe(first.farm);
  await farm.answer({ ...second, values: [{ path: 'serviceAccount', value: 'svc-second' }] });
});

it('who opens a file while it is begun anew finds the new farm', async () => {
  const { farm, path, view } = await closedFarm();
  const first = await farm.open({ path, write: true });
  const { id } = (await view(first.farm)).farm;
  const [, second] = await Promise.all([farm.startOver(first), farm.open({ path, write: true })]);
  expect(second).toEqual(first);
  expect((await view(second.farm)).farm.id).not.toBe(id);
});

it('a reader stays a reader, and writing is one session beside it', async () => {
  const { farm, path, view } = await closedFarm();
  const reader = await farm.open({ path, write: false });
  const writers = [await farm.open({ path, write: true }), await farm.open({ path, write: true })];
  expect(writers[0]).toEqual(writers[1]);
  expect(writers[0]).not.toEqual(reader);
  expect((await view(reader.farm)).readOnly).toBe(true);
});

it('a file that cannot be opened is told every time, and holds nothing up', async () => {
  const { farm, path } = await closedFarm();
  const missing = `${path}-missing`;
  const told = await Promise.allSettled([
    farm.open({ path: missing, write: true }),
    farm.open({ path: missing, write: true }),
  ]);
  for (const one of told)
    expect(one).toMatchObject({ status: 'rejected', reason: { data: { code: 'farm-file.missing' } } });
  expect(existsSync(`${missing}.lock`)).toBe(false);
  await farm.open({ path, write: true });
});
