import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compose } from '../../../core/compose.ts';
import { nodesOf, placesOf } from '../../../core/model/farm-parts.ts';
import { MOST_NODES, MOST_PRACTICE_NODES } from '../../../core/model/limits.ts';
import { stepsOf } from '../../../core/model/plan.ts';
import { Secret } from '../../../core/model/secret.ts';
import { createFarm } from '../../../core/session/create-farm.ts';
import { farmRunbook } from '../../../core/session/documents.ts';
import { FarmSession } from '../../../core/session/farm-session.ts';
import type { Parts } from '../../../core/session/parts.ts';
import type { PracticeWorld } from '../../../core/sites/practice-world.ts';
import { coreStand } from '../../support/core-stand.ts';
import { keptHosts } from '../../support/kept-hosts.ts';
import { sitesWith } from '../../support/practice-worlds.ts';

const SECRETS = { serviceAccountPassword: new Secret('a password') };
const CONSENT = { auditEntries: false, drill: false };
const named = (count: number, stem = 'web') => Array.from({ length: count }, (_, index) => `${stem}-${index + 1}`);

let folder: string;
let path: string;
let parts: Parts;
let reached: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fw-many-'));
  path = join(folder, 'x.farm');
  reached = [];
  const world = (how: string) => async () => {
    reached.push(how);
    return keptHosts(join(folder, 'hosts')) as PracticeWorld;
  };
  parts = { ...compose('/no/entries'), sites: sitesWith({ attach: world('attached'), start: world('started') }) };
});
afterEach(() => rmSync(folder, { recursive: true }));

async function farmOf(nodes: number): Promise<FarmSession> {
  await createFarm(parts, { path, profile: 'sample', answers: { practice: { nodes } } });
  return await open();
}
const open = async () => new FarmSession(parts, await parts.openFarmFile(path, { write: true }));

function distinctPlaces(session: FarmSession): number {
  return new Set(nodesOf(session.farm).flatMap((node) => JSON.stringify(placesOf(session.farm, node)))).size;
}

it('500 nodes are answers, make a plan, and are kept', async () => {
  const session = await farmOf(2);
  const names = named(MOST_NODES);
  expect((await session.wizard.answer([{ path: 'nodes', value: names }])).problems).toEqual([]);
  expect(nodesOf(session.farm).map(({ name }) => name)).toEqual(names);
  expect(distinctPlaces(session)).toBe(500);
  const hosts = new Set(stepsOf(session.plan).map(({ host }) => host));
  expect(names.filter((name) => !hosts.has(name))).toEqual([]);
  expect((await session.wizard.standing()).pages.map(({ state }) => state)).toContain('not started');
  expect(await farmRunbook(session, 'md')).toContain('web-500');
  await session.close();
  const again = await open();
  expect(nodesOf(again.farm)).toHaveLength(500);
  // All of them may be others.
  expect((await again.wizard.answer([{ path: 'nodes', value: named(500, 'app') }])).problems).toEqual([]);
  expect(distinctPlaces(again)).toBe(500);
  await again.close();
});

it('a farm of 500 nodes can be begun with them', async () => {
  const session = await farmOf(MOST_NODES);
  expect(nodesOf(session.farm)).toHaveLength(500);
  await session.close();
});

it('501 are too many, and the farm stays as it was', async () => {
  const session = await farmOf(2);
  const { problems } = await session.wizard.answer([{ path: 'nodes', value: named(501) }]);
  expect(problems).toMatchObject([{ path: 'nodes', message: 'a farm has 500 nodes at most, and these are 501' }]);
  expect(nodesOf(session.farm)).toHaveLength(2);
  await session.close();
  await expect(
    createFarm(parts, { path: `${path}2`, profile: 'sample', answers: { practice: { nodes: 501 } } }),
  ).rejects.toMatchObject({ code: 'input.invalid', field: 'practice.nodes', message: expect.stringContaining('500') });
});

it.each([
  'run',
  'verify',
  'resume',
] as const)('more nodes than practice hosts can be made for are told before anything is reached: %s', async (deed) => {
  const session = await farmOf(MOST_PRACTICE_NODES);
  session.run(SECRETS, { page: 'database', prove: false }, CONSENT);
  if (deed === 'resume') session.cancel();
  await session.settled();
  await session.wizard.answer([{ path: 'nodes', value: named(MOST_PRACTICE_NODES + 1) }]);
  reached.length = 0;
  const before = session.lastEvent;
  if (deed === 'run') session.run({}, {}, CONSENT);
  else session[deed](SECRETS, CONSENT);
  await session.settled();
  expect(session.error).toMatchObject({
    code: 'practice.too-many-nodes',
    field: 'nodes',
    message: expect.stringMatching(/51 .*50/),
    remedy: expect.stringMatching(/\S.*\.$/),
  });
  expect(reached).toEqual([]);
  const kinds = [];
  const events = session.events(before, AbortSignal.timeout(60_000));
  for await (const { body, seq } of events) {
    kinds.push(body.type);
    if (seq === session.lastEvent) break;
  }
  expect(kinds).not.toContain('run.started');
  expect(kinds).not.toContain('verify.started');
  // With fewer it goes on.
  await session.wizard.answer([{ path: 'nodes', value: named(MOST_PRACTICE_NODES) }]);
  session.run({}, { prove: false }, CONSENT);
  await session.settled();
  expect(session.error).toBe(null);
  await session.close();
});

it('every host of a farm of 500 nodes can be chosen for a run', async () => {
  const { farm, begin } = coreStand();
  const id = await begin('Large');
  const values = [{ path: 'nodes', value: named(MOST_NODES) }];
  expect((await farm.answer({ farm: id, values })).problems).toEqual([]);
  const hosts = [...named(MOST_NODES), 'database', 'balancer'];
  await expect(farm.run({ farm: id, hosts, prove: false })).resolves.toEqual({});
});
