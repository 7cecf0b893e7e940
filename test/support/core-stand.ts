import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { Core } from '../../core/api/core.ts';
import { createRouter } from '../../core/api/handlers.ts';
import { compose } from '../../core/compose.ts';
import type { Parts } from '../../core/session/parts.ts';
import type { PracticeWorld } from '../../core/sites/practice-world.ts';
import { keptHosts } from './kept-hosts.ts';
import { sitesWith } from './practice-worlds.ts';

/**
 * A core with a home of its own and hosts that are folders, one for each practice folder. It is closed and removed when
 * the test ends.
 */
export function coreStand(changes: (parts: Parts) => Partial<Parts> = () => ({})) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fw-core-')));
  const farms = join(folder, 'farms');
  const hostsOf = (practiceFolder: string) => join(folder, 'hosts', practiceFolder.replace(/\W/g, '_'));
  const parts = compose('/no/entries', { folderParent: folder }, { farms, recent: join(folder, 'data/recent.json') });
  const core = new Core({
    ...parts,
    sites: sitesWith({
      attach: async (practiceFolder) => keptHosts(hostsOf(practiceFolder)) as PracticeWorld,
      start: async (_layout, practiceFolder) => keptHosts(hostsOf(practiceFolder)) as PracticeWorld,
    }),
    ...changes(parts),
  });
  onTestFinished(async () => {
    await core.close();
    rmSync(folder, { recursive: true });
  });
  const { farm, people } = createRouterClient(createRouter(core), { context: {} });
  return {
    folder,
    farms,
    core,
    /** The contract's part on farm files. */
    farm,
    /** The contract's part on people. */
    people,
    hostsOf,
    begin: async (name: string) => (await farm.begin({ name, profile: 'sample', balancer: 'bundled' })).farm,
    view: (id: string) => farm.get({ farm: id }),
  };
}
