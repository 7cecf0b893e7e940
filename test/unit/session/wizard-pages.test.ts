import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compose } from '../../../core/compose.ts';
import { addressOf, nodesOf } from '../../../core/model/farm-parts.ts';
import { Secret } from '../../../core/model/secret.ts';
import { createFarm } from '../../../core/session/create-farm.ts';
import { FarmSession } from '../../../core/session/farm-session.ts';
import type { Parts } from '../../../core/session/parts.ts';
import type { PracticeWorld } from '../../../core/sites/practice-world.ts';
import type { FarmForm } from '../../../core/wizard/farm-form.ts';
import { keptHosts } from '../../support/kept-hosts.ts';
import { sitesWith } from '../../support/practice-worlds.ts';

const SETTING_UP = ['database', 'first-node', 'further-nodes', 'ip-detection', 'load-balancer'] as const;
const SECRETS = { serviceAccountPassword: new Secret('a password') };

let folder: string;
let path: string;
let parts: Parts;
let session: FarmSession;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fw-wizard-'));
  path = join(folder, 'x.farm');
  const world = async () => keptHosts(join(folder, 'hosts')) as PracticeWorld;
  parts = { ...compose('/no/entries'), sites: sitesWith({ attach: world, start: world }) };
  await createFarm(parts, { path, profile: 'sample', answers: { practice: { nodes: 3 } } });
  session = await open();
});
afterEach(async () => {
  await session.close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<FarmSession> {
  return new FarmSession(parts, await parts.openFarmFile(path, { write: true }));
}

async function setUpAll(): Promise<void> {
  session.run(SECRETS, { prove: false }, { auditEntries: false, drill: false });
  await session.settled();
  expect(session.error).toBe(null);
}

async function states(): Promise<Record<string, string>> {
  const { pages } = await session.wizard.standing();
  return Object.fromEntries(pages.map(({ page, state }) => [page, state]));
}

const valuesOf = ({ fields }: FarmForm) => Object.fromEntries(fields.map((field) => [field.path, field.value]));

const outOfDate = async () =>
  Object.entries(await states()).flatMap(([page, state]) => (state === 'out of date' ? [page] : []));

it('a page is done by its own steps alone, and says what it waits for', async () => {
  expect(await states()).toMatchObject({ goal: 'not started', database: 'not started', verify: 'locked' });
  session.wizard.reach('goal');
  session.wizard.reach('database');
  const before = await session.wizard.standing();
  expect(before.missingSecrets).toEqual(['serviceAccountPassword']);
  expect(before.pages.find(({ page }) => page === 'database')).toMatchObject({
    state: 'waiting for someone',
    because: ['Enter the password of the service account.'],
  });
  session.run(SECRETS, { page: 'database', prove: false }, { auditEntries: false, drill: false });
  await session.settled();
  expect(await states()).toMatchObject({
    goal: 'done',
    database: 'done',
    'first-node': 'not started',
    verify: 'locked',
  });
  expect((await session.wizard.standing()).landing).toBe('topology');
});

it.each([
  ['name', 'Another name', []],
  ['balancer', 'haproxy', ['load-balancer']],
  // A WAF before the balancer: practice hosts are all made anew for it, and nothing is on them.
  ['waf', true, SETTING_UP],
  ['serviceAccount', 'svc-other', ['database', 'first-node', 'further-nodes']],
  ['database.name', 'other', ['database', 'first-node', 'further-nodes']],
  ['settle.times', '5', ['first-node', 'further-nodes', 'load-balancer']],
  ['settle.limitMs', '40', ['first-node', 'further-nodes', 'load-balancer']],
  ['nodes', ['node-01', 'node-02', 'node-03', 'node-04'], ['further-nodes', 'load-balancer']],
  ['nodes', ['node-01', 'node-02'], ['load-balancer']],
  ['persistence', 'source', ['load-balancer']],
  ['healthCheck.intervalMs', '0.5', ['load-balancer']],
  ['healthCheck.fall', '3', ['load-balancer']],
] as const)('changing %s to %j makes exactly the pages out of date that depend on it', async (answer, value, pages) => {
  await setUpAll();
  expect(await outOfDate()).toEqual([]);
  await session.wizard.answer([{ path: answer, value }]);
  const after = await session.wizard.standing();
  const stale = after.pages.filter(({ state }) => state === 'out of date');
  expect(stale.map(({ page }) => page)).toEqual(pages);
  for (const { because } of stale) expect(because.join(' ')).toMatch(/\S.*\./);
  expect(session.plan.stages.length).toBe(SETTING_UP.length);
  await setUpAll();
  expect(await outOfDate()).toEqual([]);
});

it('a run waits for an answer that is on its way, and takes it', async () => {
  const answered = session.wizard.answer([{ path: 'nodes', value: ['node-01', 'web-07'] }]);
  session.run(SECRETS, { prove: false }, { auditEntries: false, drill: false });
  await answered;
  await session.settled();
  expect(session.error).toBe(null);
  expect(await states()).toMatchObject({ 'further-nodes': 'done', 'load-balancer': 'done' });
});

it('an answer that is taken back leaves nothing out of date', async () => {
  await setUpAll();
  await session.wizard.answer([{ path: 'healthCheck.fall', value: 3 }]);
  expect(await outOfDate()).toEqual(['load-balancer']);
  await session.wizard.answer([{ path: 'healthCheck.fall', value: 2 }]);
  expect(await outOfDate()).toEqual([]);
});

it('an answer that cannot be used is kept as it was given, through a restart, and mended by itself', async () => {
  const form = await session.wizard.answer([{ path: 'serviceAccount', value: 'svc\nfarm' }]);
  expect(form.problems).toMatchObject([{ page: 'database', path: 'serviceAccount' }]);
  expect((await states()).database).toBe('needs attention');
  expect(session.farm.serviceAccount).toBe('svc-practice');
  await session.close();
  session = await open();
  const again = await session.wizard.form();
  expect(again.fields.find(({ path: at }) => at === 'serviceAccount')).toMatchObject({
    value: 'svc\nfarm',
    answered: true,
  });
  expect(again.problems).toHaveLength(1);
  expect((await session.wizard.standing()).landing).toBe('database');
  expect((await session.wizard.answer([{ path: 'serviceAccount', value: ' svc-farm ' }])).problems).toEqual([]);
  expect(session.farm.serviceAccount).toBe('svc-farm');
});

it.each([
  ['settle.times', 'three'],
  ['settle.times', ''],
  ['settle.limitMs', 'soon'],
  ['healthCheck.timeoutMs', 0],
  ['healthCheck.fall', 11],
  ['balancer', 'none-such'],
  ['persistence', 'cookie'],
  ['name', null],
  ['nodes', []],
  ['nodes', ['node-01']],
  ['nodes', ['node-01', 'NODE 2']],
  ['nodes', ['node-01', 'Balancer']],
  ['nodes', ['node-01', 'client']],
  ['nodes', ['node-01', 'Wizard']],
  ['nodes', 'node-01\nnode_02'],
  ['name', 'Farm\u202egreen'],
  ['name', 'Farm\u0007one'],
  ['name', 'Farm\u2028one'],
  ['nodes', Array.from({ length: 501 }, (_, index) => `web-${index}`)],
  ['nodes', 'web'],
] as const)('%s as %j is told at its field and changes nothing', async (answer, value) => {
  const before = session.farm;
  const { problems, fields } = await session.wizard.answer([{ path: answer, value }]);
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) {
    expect(problem.path).toBe(answer);
    expect(problem.message).not.toMatch(/invalid input|expected|received/i);
    expect(problem.remedy).toMatch(/\.$/);
  }
  expect(fields.find(({ path: at }) => at === answer)?.value).toEqual(value);
  expect(session.farm).toEqual(before);
});

// Nobody asked for another persistence: changed without a word it would stay changed when the WAF is taken away again.
it('a WAF leaves the persistence as it was answered, and tells that it does not fit', async () => {
  await session.wizard.answer([{ path: 'persistence', value: 'source' }]);
  const alone = await session.wizard.answer([{ path: 'waf', value: true }]);
  expect(alone.problems).toMatchObject([{ page: 'load-balancer', path: 'persistence' }]);
  expect(alone.problems[0]?.message).toMatch(/^use none: the balancer sees every client under the address of waf/);
  expect(valuesOf(alone)).toMatchObject({ waf: true, persistence: 'source' });
  expect((await states())['load-balancer']).toBe('needs attention');
  expect(session.farm.hops).toHaveLength(1);
  const without = await session.wizard.answer([{ path: 'waf', value: false }]);
  expect(without.problems).toEqual([]);
  expect(session.farm.services[0]?.persistence).toBe('source');
});

it('answers that fit only together are taken together', async () => {
  await session.wizard.answer([{ path: 'persistence', value: 'source' }]);
  await session.wizard.answer([{ path: 'waf', value: true }]);
  const both = await session.wizard.answer([{ path: 'persistence', value: 'none' }]);
  expect(both.problems).toEqual([]);
  expect(session.farm.hops).toHaveLength(2);
  expect(session.farm.services[0]?.persistence).toBe('none');
});

it('names with a line that cannot be used wait as they were pasted, and are told after a restart too', async () => {
  const before = session.farm;
  const text = 'node-01\nnode_02\nnode-03';
  const given = await session.wizard.answer([{ path: 'nodes', value: text }]);
  await session.close();
  session = await open();
  for (const form of [given, await session.wizard.form()]) {
    expect(form.problems).toMatchObject([{ page: 'further-nodes', path: 'nodes' }]);
    expect(form.problems[0]?.message).toMatch(/^line 2, “node_02”: use only letters/);
    expect(valuesOf(form)).toMatchObject({ nodes: text });
  }
  expect((await states())['further-nodes']).toBe('needs attention');
  expect(session.farm).toEqual(before);
  expect((await session.wizard.answer([{ path: 'nodes', value: 'node-01, node-02' }])).problems).toEqual([]);
  expect(nodesOf(session.farm).map(({ name }) => name)).toEqual(['node-01', 'node-02']);
});

it('nodes that stay keep their places', async () => {
  const [first, second] = nodesOf(session.farm);
  await session.wizard.answer([{ path: 'nodes', value: ['web-09', 'node-02', 'node-01'] }]);
  expect(nodesOf(session.farm).slice(1)).toEqual([second, first]);
  expect(new Set(nodesOf(session.farm).map(addressOf)).size).toBe(3);
});
