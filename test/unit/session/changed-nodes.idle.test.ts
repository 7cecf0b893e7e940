import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compose } from '../../../core/compose.ts';
import type { Farm } from '../../../core/model/farm.ts';
import { Secret } from '../../../core/model/secret.ts';
import type { Layout } from '../../../core/practice/world/topology.ts';
import { createFarm } from '../../../core/session/create-farm.ts';
import { FarmSession } from '../../../core/session/farm-session.ts';
import type { Parts } from '../../../core/session/parts.ts';
import { layoutOf } from '../../../core/sites/practice-farm.ts';
import type { PracticeWorld } from '../../../core/sites/practice-world.ts';
import { keptHosts } from '../../support/kept-hosts.ts';
import { sitesWith } from '../../support/practice-worlds.ts';

const CONSENT = { auditEntries: false, drill: false };

let folder: string;
let session: FarmSession;
let standing: Layout['nodes'] | null;
let letGo: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fw-changed-'));
  standing = null;
  letGo = 0;
  const path = join(folder, 'x.farm');
  const parts: Parts = {
    ...compose('/no/entries'),
    sites: sitesWith({
      attach: async () => worldOf(),
      start: async (layout) => {
        standing = layout.nodes;
        return worldOf();
      },
    }),
  };
  await createFarm(parts, { path, profile: 'sample', answers: { practice: { nodes: 3 } } });
  standing = [...(await layoutNodes(parts, path))];
  session = new FarmSession(parts, await parts.openFarmFile(path, { write: true }));
  session.giveSecrets({ serviceAccountPassword: new Secret('a password') });
});
afterEach(async () => {
  await session.close();
  rmSync(folder, { recursive: true });
});

async function layoutNodes(parts: Parts, path: string): Promise<Layout['nodes']> {
  const file = await parts.openFarmFile(path, { write: false });
  file.close();
  return placesOf(file.record.farm);
}

/** The nodes as practice hosts are laid out for them. */
function placesOf(farm: Farm): Layout['nodes'] {
  return layoutOf(farm).nodes;
}

/** Hosts that take any action, among nodes that are told apart. */
function worldOf(): PracticeWorld {
  const kept = keptHosts(join(folder, 'hosts'));
  return {
    ...kept,
    topology: { waf: null, nodes: standing ?? [] },
    setNodes: async (nodes: Layout['nodes']) => {
      standing = nodes;
    },
    close: () => {
      letGo += 1;
    },
  } as unknown as PracticeWorld;
}

async function run(): Promise<void> {
  session.run({}, { prove: false }, CONSENT);
  await session.settled();
  expect(session.error).toBe(null);
}

const answer = (value: string[]) => session.wizard.answer([{ path: 'nodes', value }]);
const outOfDate = async () =>
  (await session.wizard.standing()).pages.flatMap(({ page, state }) => (state === 'out of date' ? [page] : []));

it.each([
  ['taken away', ['node-01', 'node-03']],
  ['renamed', ['node-01', 'web-02', 'node-03']],
  ['put in another order', ['node-03', 'node-02', 'node-01']],
  ['added', ['node-01', 'node-02', 'node-03', 'node-04']],
])('a run brings the practice hosts to the nodes of the plan: %s', async (_what, names) => {
  await run();
  await answer(names);
  await run();
  expect(standing).toEqual(placesOf(session.farm));
  expect(standing?.map(({ name }) => name)).toEqual(names);
});

it('hosts are held while answers are given: they would end by themselves', async () => {
  await run();
  await answer(['node-01', 'node-02']);
  expect(letGo).toBe(0);
});

it('hosts that a proof reached first are brought to the nodes of the plan by the next run too', async () => {
  await run();
  await answer(['node-01', 'node-02']);
  session.verify({}, CONSENT);
  await session.settled();
  await run();
  expect(standing?.map(({ name }) => name)).toEqual(['node-01', 'node-02']);
});

it('a node that is taken out and put back before a run is the same node, and nothing is out of date', async () => {
  await run();
  const before = placesOf(session.farm);
  await answer(['node-01', 'node-03']);
  expect(await outOfDate()).toEqual(['load-balancer']);
  await answer(['node-01', 'node-02', 'node-03']);
  expect(placesOf(session.farm)).toEqual(before);
  expect(await outOfDate()).toEqual([]);
});

it('a node that comes back after runs without it has the place it had', async () => {
  await run();
  const before = placesOf(session.farm);
  await answer(['node-01', 'node-03', 'web-09']);
  await run();
  const web = placesOf(session.farm)[2];
  expect(before.map(({ address }) => address)).not.toContain(web?.address);
  await answer(['node-01', 'node-02', 'node-03', 'web-09']);
  // It is a new computer at the old place: what was done to the one before is not done to it.
  expect(await outOfDate()).toContain('further-nodes');
  await run();
  expect(await outOfDate()).toEqual([]);
  expect(placesOf(session.farm)).toEqual([...before, web]);
});

it('nodes that change places leave no page as if nothing had been done on it', async () => {
  await answer(['node-01', 'node-02']);
  await run();
  await answer(['node-02', 'node-01']);
  const page = async () => (await session.wizard.standing()).pages.find((one) => one.page === 'further-nodes');
  expect(await page()).toMatchObject({ state: 'out of date' });
  expect((await page())?.because[0]).toBe('Nodes changed from node-01, node-02 to node-02, node-01.');
  session.run({}, { page: 'first-node', prove: false }, CONSENT);
  await session.settled();
  expect((await page())?.state).toBe('out of date');
  await run();
  expect(await outOfDate()).toEqual([]);
});
