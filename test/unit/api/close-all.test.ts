import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { FarmFile } from '../../../core/farm-file/farm-file.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { coreStand } from '../../support/core-stand.ts';

/** A core whose farm files of these names cannot be closed in order. */
function unruly(names: string[]) {
  return coreStand(({ openFarmFile }) => ({
    openFarmFile: async (path, how) => {
      const file = await openFarmFile(path, how);
      const { name } = file.record.farm;
      return names.includes(name) ? unclosable(file, name) : file;
    },
  }));
}

function unclosable(file: FarmFile, name: string): FarmFile {
  const close = file.close.bind(file);
  let refused = false;
  file.close = () => {
    close();
    if (refused) return;
    refused = true;
    throw new FarmError({ code: 'farm-file.not-written', message: `${name} is stuck.`, remedy: 'Look.' });
  };
  return file;
}

async function standing(names: string[], all: string[]) {
  const stand = unruly(names);
  const paths = [];
  for (const name of all) paths.push((await stand.view(await stand.begin(name))).path);
  for (const path of paths) expect(existsSync(`${path}.lock`)).toBe(true);
  return { ...stand, paths };
}

it.each([
  ['first', ['one']],
  ['last', ['three']],
])('a farm that cannot be closed, the %s, is told as it is, and the others are closed', async (_which, names) => {
  const { core, paths } = await standing(names, ['one', 'two', 'three']);
  await expect(core.close()).rejects.toMatchObject({ code: 'farm-file.not-written', message: `${names[0]} is stuck.` });
  for (const path of paths) expect(existsSync(`${path}.lock`)).toBe(false);
});

it('several that cannot be closed are told together', async () => {
  const { core, paths } = await standing(['one', 'three'], ['one', 'two', 'three']);
  const error = await core.close().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AggregateError);
  const { message, errors } = error as AggregateError;
  expect(message).toBe('one is stuck. three is stuck.');
  expect(errors.map(({ code }) => code)).toEqual(['farm-file.not-written', 'farm-file.not-written']);
  for (const path of paths) expect(existsSync(`${path}.lock`)).toBe(false);
});

it('practice farms are taken down though a farm cannot be closed', async () => {
  const { core } = await standing(['one'], ['one']);
  const practice = await core.practices.start({ nodes: 2, balancer: 'bundled', waf: false, faults: [] }, {});
  await expect(core.close()).rejects.toMatchObject({ code: 'farm-file.not-written' });
  expect(practice.state).toBe('gone');
  expect(existsSync(practice.path)).toBe(false);
});
