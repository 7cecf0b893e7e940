import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { PracticeWorld } from '../../../core/sites/practice-world.ts';
import { coreStand } from '../../support/core-stand.ts';
import { keptHosts } from '../../support/kept-hosts.ts';
import { sitesWith } from '../../support/practice-worlds.ts';
import { until } from '../../support/until.ts';

const CHOICE = { nodes: 2, balancer: 'bundled', waf: false, faults: [] };

/** Hosts that take every action, and faults that are planted in them. They write no audit record, so none is waited for. */
function stand() {
  const planted: string[][] = [];
  const world = (folder: string) =>
    ({
      ...keptHosts(join(folder, 'hosts')),
      plant: async (faults: string[]) => {
        planted.push(faults);
        // There is no balancer to wait for.
        return [];
      },
    }) as unknown as PracticeWorld;
  const core = coreStand(({ profiles }) => {
    const made = async () => world(core.folder);
    return {
      sites: sitesWith({ start: made, attach: made }),
      profiles: profiles.map((profile) => ({ ...profile, audit: { ...profile.audit, delayMs: 0 } })),
    };
  });
  const trials = () => readdirSync(core.folder).filter((name) => name.startsWith('farmwright-trial-'));
  return { ...core, planted, trials };
}

it('is a farm file in a folder of its own, which goes with it', async () => {
  const { core, trials } = stand();
  const session = await core.practices.start(CHOICE, {});
  expect(trials()).toHaveLength(1);
  expect(existsSync(session.path)).toBe(true);
  await session.settled();
  expect(session.stands).toBe(true);
  expect(core.practices.standing()).toEqual([session]);
  await core.practices.end(session.id);
  expect(session.state).toBe('gone');
  expect(trials()).toEqual([]);
  expect(core.practices.standing()).toEqual([]);
});

it.each([
  ['a fault that does not exist', { faults: ['none-such'] }],
  ['a balancer that does not exist', { balancer: 'none-such' }],
  ['a profile that does not exist', { profile: 'none-such' }],
])('%s leaves nothing behind', async (_what, changes) => {
  const { core, trials } = stand();
  await expect(core.practices.start({ ...CHOICE, ...changes }, {})).rejects.toMatchObject({ code: 'input.unknown' });
  expect(trials()).toEqual([]);
});

it('four stand at most, also those that are begun at the same time', async () => {
  const { core } = stand();
  const begun = await Promise.allSettled(Array.from({ length: 5 }, () => core.practices.start(CHOICE, {})));
  expect(begun.map(({ status }) => status).sort()).toEqual([...Array(4).fill('fulfilled'), 'rejected']);
});

it('what a killed Farmwright left is removed when the next one is begun, and what is in use stays', async () => {
  const { core, folder, trials } = stand();
  const [dead, young] = [join(folder, 'farmwright-trial-dead'), join(folder, 'farmwright-trial-young')];
  for (const place of [dead, young]) mkdirSync(place);
  writeFileSync(join(dead, 'practice.farm'), '');
  utimesSync(dead, new Date(0), new Date(0));
  const session = await core.practices.start(CHOICE, {});
  await core.practices.start(CHOICE, {});
  expect(existsSync(dead)).toBe(false);
  expect(existsSync(young)).toBe(true);
  expect(existsSync(session.path)).toBe(true);
  expect(trials()).toHaveLength(3);
  expect(dirname(session.path)).toContain('farmwright-trial-');
});

it('faults can be planted in every farm on practice hosts, are told, and are gone after a run of the whole plan', async () => {
  const { farm, begin, view, planted } = stand();
  const id = await begin('Mine');
  await farm.giveSecrets({ farm: id, secrets: { serviceAccountPassword: 'a password' } });
  const rests = () =>
    until(async () => (await view(id)).state === 'waiting', { what: 'nothing runs', limitMs: 60_000 });
  await farm.run({ farm: id, prove: false });
  await rests();
  await farm.plant({ farm: id, faults: ['limit-zero'] });
  await rests();
  expect(planted).toEqual([['limit-zero']]);
  expect((await view(id)).planting?.planted).toEqual(['limit-zero']);
  await farm.run({ farm: id, page: 'database', prove: false });
  await rests();
  expect((await view(id)).planting?.planted).toEqual(['limit-zero']);
  await farm.run({ farm: id, prove: false });
  await rests();
  expect((await view(id)).planting?.planted).toEqual([]);
});
