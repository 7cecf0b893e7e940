import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Core } from '../../core/api/core.ts';
import { createRouter } from '../../core/api/handlers.ts';
import { compose } from '../../core/compose.ts';
import { attachWorld } from '../../core/practice/client.ts';
import { layoutOf } from '../../core/sites/practice-farm.ts';
import { practiceEntries } from '../support/practice-entries.ts';
import { processesOf } from '../support/processes.ts';
import { until } from '../support/until.ts';

let folder: string;
let core: Core;
let id: string;
const farm = () => createRouterClient(createRouter(core), { context: {} }).farm;
const view = () => farm().get({ farm: id });

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'fw-changed-')));
  const home = { farms: join(folder, 'farms'), recent: join(folder, 'recent.json') };
  core = new Core(compose(await practiceEntries(), { folderParent: folder, leaseMs: 5_000 }, home));
  id = (await farm().begin({ name: 'Changed', profile: 'sample', balancer: 'bundled' })).farm;
  await farm().giveSecrets({ farm: id, secrets: { serviceAccountPassword: 'a password for tests only' } });
}, 180_000);
afterAll(async () => {
  await core?.closeFarm(id);
  const world = await attachWorld(worldFolder());
  await world.tearDown();
  expect(processesOf(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

function worldFolder(): string {
  const [name] = readdirSync(folder).filter((entry) => entry.startsWith('farmwright-practice-'));
  return join(folder, name ?? '');
}

/** What stands, by what the world, its processes, the balancer and the last proof say. */
async function standing() {
  const { result, farm: answers } = await view();
  const world = await attachWorld(worldFolder());
  const nodes = world.topology.nodes;
  world.close();
  const running = readdirSync(join(worldFolder(), 'hosts')).filter(
    (host) => processesOf(join(worldFolder(), 'hosts', host)).length > 0,
  );
  return {
    answered: layoutOf(answers).nodes,
    nodes,
    running: running.filter((host) => host !== 'database' && host !== 'balancer').toSorted(),
    overall: result?.overall,
    proven: [...new Set(result?.proof.map(({ node }) => node))].toSorted(),
    pool: result?.checks.filter(({ id: check }) => check === 'balancer.pool').map(({ verdict }) => verdict),
  };
}

async function run(names: string[], prove = true): Promise<void> {
  expect((await farm().answer({ farm: id, values: [{ path: 'nodes', value: names }] })).problems).toEqual([]);
  await farm().run({ farm: id, drill: false, prove });
  await until(async () => (await view()).state === 'waiting', { limitMs: 180_000, what: 'the plan is carried out' });
  expect((await view()).error).toBe(null);
}

it('a standing practice world has the nodes of the plan: taken out, put back, and renamed', async () => {
  await run(['node-01', 'node-02', 'node-03']);
  const before = await standing();
  expect(before).toMatchObject({ overall: 'ready', running: ['node-01', 'node-02', 'node-03'] });

  await run(['node-01', 'node-03']);
  const without = await standing();
  expect(without).toMatchObject({
    overall: 'ready',
    running: ['node-01', 'node-03'],
    proven: ['node-01', 'node-03'],
  });
  expect(without.nodes).toEqual(without.answered);

  await run(['node-01', 'node-02', 'node-03'], false);
  const back = await standing();
  expect([back.nodes, back.running]).toEqual([before.nodes, before.running]);

  await run(['node-01', 'web-07', 'node-03']);
  const renamed = await standing();
  expect(renamed).toMatchObject({
    overall: 'ready',
    running: ['node-01', 'node-03', 'web-07'],
    proven: ['node-01', 'node-03', 'web-07'],
  });
  expect(renamed.nodes).toEqual(renamed.answered);
}, 720_000);
