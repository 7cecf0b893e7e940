import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import { coreStand } from '../../support/core-stand.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';
import { until } from '../../support/until.ts';

/** A farm on hosts of one's own, open for writing. */
async function ownFarm() {
  const stand = coreStand();
  const path = join(stand.folder, 'own.farm');
  const { id: _id, profile, hosts: _hosts, ...answers } = exampleFarm();
  await stand.farm.create({ path, profile, answers });
  return { ...stand, path, id: (await stand.farm.open({ path, write: true })).farm };
}

it('asks for the password of the database administrator, which practice hosts tell themselves', async () => {
  const { id, view, begin } = await ownFarm();
  expect((await view(id)).missingSecrets).toEqual(['databaseAdministratorPassword', 'serviceAccountPassword']);
  expect((await view(await begin('Practice'))).missingSecrets).toEqual(['serviceAccountPassword']);
});

it('has nothing to plant, keeps nothing of hosts, and refuses to be run', async () => {
  const { farm, id, path, view } = await ownFarm();
  expect((await view(id)).planting).toBe(null);
  const planted = farm.plant({ farm: id, faults: ['limit-zero'] });
  await expect(planted).rejects.toMatchObject({ data: { code: 'fault.not-here', field: 'faults' } });
  await farm.run({ farm: id });
  await until(async () => (await view(id)).state === 'waiting', { what: 'the run ended' });
  expect((await view(id)).error).toMatchObject({ code: 'hosts.by-hand' });
  const file = await openFarmFile(path, { write: false });
  expect(file.record.site).toEqual({});
  file.close();
});
