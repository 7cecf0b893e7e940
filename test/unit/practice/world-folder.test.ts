import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layOut, newFolder, startWorld } from '../../../core/practice/client.ts';
import { forkLauncher } from '../../../core/processes/fork-launcher.ts';
import { practiceEntries } from '../../support/practice-entries.ts';
import { type TestWorld, testWorld } from '../../support/practice-farm.ts';

const SERVICES = [{ name: 'web' }];

let farm: TestWorld;
beforeAll(async () => {
  farm = await testWorld(2);
});
afterAll(() => farm?.end());

describe('the folder of a world', () => {
  it('never makes its folder of one that is no practice farm’s, and leaves that as it is', async () => {
    const entries = await practiceEntries();
    const layout = await layOut({ nodes: 2, services: SERVICES });
    const mine = join(farm.parent, 'mine');
    const named = newFolder(farm.parent);
    for (const folder of [mine, named]) {
      mkdirSync(folder, { mode: 0o700 });
      writeFileSync(join(folder, 'letter.txt'), 'kept');
      await expect(startWorld({ launch: forkLauncher(entries), layout, folder })).rejects.toMatchObject({
        code: 'practice.folder-unusable',
      });
      expect(readFileSync(join(folder, 'letter.txt'), 'utf8')).toBe('kept');
    }
  });

  it('refuses a folder in which a world stands already', async () => {
    const entries = await practiceEntries();
    await expect(
      startWorld({
        launch: forkLauncher(entries),
        layout: await layOut({ nodes: 2, services: SERVICES }),
        folder: farm.world.topology.folder,
      }),
    ).rejects.toMatchObject({ code: 'practice.stands-already' });
  });
});
