import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Core } from '../../core/api/core.ts';
import { createRouter } from '../../core/api/handlers.ts';
import { compose } from '../../core/compose.ts';
import { attachWorld, type LogEntry } from '../../core/practice/client.ts';
import { practiceEntries } from '../support/practice-entries.ts';
import { processesOf } from '../support/processes.ts';
import { until } from '../support/until.ts';

let folder: string;
let core: Core;
const farm = () => createRouterClient(createRouter(core), { context: {} }).farm;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'fw-copy-')));
  const home = { farms: join(folder, 'farms'), recent: join(folder, 'recent.json') };
  core = new Core(compose(await practiceEntries(), { folderParent: folder, leaseMs: 5_000 }, home));
}, 180_000);
afterAll(async () => {
  await core?.close();
  for (const world of worldFolders()) await (await attachWorld(world)).tearDown();
  expect(processesOf(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

function worldFolders(): string[] {
  return readdirSync(folder).flatMap((name) => (name.startsWith('farmwright-practice-') ? [join(folder, name)] : []));
}

async function logOf(world: string): Promise<LogEntry[]> {
  const client = await attachWorld(world);
  try {
    return (await client.call('log', {})) as LogEntry[];
  } finally {
    client.close();
  }
}

async function run(id: string, prove: boolean): Promise<void> {
  await farm().giveSecrets({ farm: id, secrets: { serviceAccountPassword: 'a password for tests only' } });
  await farm().run({ farm: id, drill: false, prove });
  await until(async () => (await farm().get({ farm: id })).state === 'waiting', {
    limitMs: 180_000,
    what: 'the plan is carried out',
  });
  expect(await farm().get({ farm: id })).toMatchObject({ error: null, result: { overall: 'ready' } });
}

it('a copy and its original stand side by side, and neither touches the other’s hosts', async () => {
  const original = (await farm().begin({ name: 'Original', profile: 'sample', balancer: 'bundled' })).farm;
  await run(original, true);
  const { path } = await farm().get({ farm: original });
  const base64 = readFileSync(path).toString('base64');
  await farm().answer({ farm: original, values: [{ path: 'name', value: 'Original, later' }] });
  const [world = ''] = worldFolders();
  const before = await logOf(world);
  const copy = (await farm().takeIn({ name: 'original.farm', base64 })).farm;
  expect(await farm().get({ farm: copy })).toMatchObject({ proofOutOfDate: expect.any(String) });
  await run(copy, true);
  expect(worldFolders()).toHaveLength(2);
  expect(await logOf(world)).toEqual(before);
  const [other = ''] = worldFolders().filter((candidate) => candidate !== world);
  const done = await logOf(other);
  expect(done.length).toBe(before.length);
  await run(original, false);
  expect(await logOf(other)).toEqual(done);
}, 600_000);
