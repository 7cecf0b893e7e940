import { expect, test } from 'vitest';
import { farmFileStand } from '../support/farm-file-command.ts';
import { byPeople, hostsForPeople, killedGoingOn, operatorOf, untilProven, waitingIn } from '../support/people-farm.ts';

test('people set up a farm and look up its records from nothing but their packs, and it is proven; killed in between, it waits for the same', async () => {
  const { world, answers } = await hostsForPeople('bundled');
  const stand = await farmFileStand(JSON.stringify({ ...answers, hosts: byPeople(answers.hosts) }));
  try {
    const { result, asked } = await untilProven(stand, operatorOf(world), answers, async () => {
      const before = await waitingIn(stand);
      await killedGoingOn(stand);
      expect(await waitingIn(stand)).toEqual(before);
    });
    expect(result.proof).toHaveLength(6);
    expect(new Set(asked.map(({ who }) => who))).toEqual(new Set(['Ada', 'DBA', 'Network team']));
    expect(new Set(asked.map(({ kind }) => kind))).toEqual(new Set(['step', 'reading']));
  } finally {
    await world.tearDown();
    await stand.end();
  }
}, 900_000);
