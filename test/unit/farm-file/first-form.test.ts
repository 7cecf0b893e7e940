import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { compose } from '../../../core/compose.ts';
import { openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import { openJournal } from '../../../core/journal/open-journal.ts';
import { nodesOf, placeOf } from '../../../core/model/farm-parts.ts';
import { FarmSession } from '../../../core/session/farm-session.ts';
import type { PracticeWorld } from '../../../core/sites/practice-world.ts';
import { keptHosts } from '../../support/kept-hosts.ts';
import { sitesWith } from '../../support/practice-worlds.ts';

// The files were made by version 0.1, with its own command line and sessions.

/** A file of the version before, unpacked in a folder of its own, with the log beside it where it has one. */
function fileOf(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'fw-first-form-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, `${name}.farm`);
  const packed = (ending: string) =>
    gunzipSync(readFileSync(join(import.meta.dirname, '../../cases/farm-files', `${name}.farm${ending}.gz`)));
  writeFileSync(path, packed(''));
  if (name === 'cut-off') writeFileSync(`${path}.journal`, packed('.journal'));
  return path;
}

async function sessionOf(path: string): Promise<FarmSession> {
  const world = async () => keptHosts(`${path}-hosts`) as PracticeWorld;
  const parts = { ...compose('/no/entries'), sites: sitesWith({ attach: world, start: world }) };
  const session = new FarmSession(parts, await openFarmFile(path, { write: true }));
  onTestFinished(() => session.close());
  return session;
}

const statesOf = async (session: FarmSession) =>
  Object.fromEntries((await session.wizard.standing()).pages.map(({ page, state }) => [page, state]));

it('a practice farm as it was created has its hosts and services in the present form', async () => {
  const { farm, plan } = await sessionOf(fileOf('created'));
  expect(farm.hosts.map(({ name, role, reach }) => [name, role, reach.by])).toEqual([
    ['node-01', 'node', 'practice'],
    ['node-02', 'node', 'practice'],
    ['node-03', 'node', 'practice'],
    ['balancer', 'balancer', 'practice'],
    ['database', 'database', 'practice'],
  ]);
  const [first] = nodesOf(farm);
  expect(first && placeOf(farm, first, 'web')).toEqual({
    address: expect.stringMatching(/^127\.\d+\.\d+\.101$/),
    port: expect.any(Number),
  });
  expect(farm.services.map(({ name, kind, tls, persistence }) => [name, kind, tls, persistence])).toEqual([
    ['web', 'https', 're-encrypt', 'none'],
    ['api', 'https', 're-encrypt', 'none'],
  ]);
  expect(plan.stages.map(({ page }) => page)).toContain('load-balancer');
});

it('one with a WAF has it among its hosts and hops', async () => {
  const { farm } = await sessionOf(fileOf('with-waf'));
  expect(farm.hops.map(({ name, presentsAs }) => [name, presentsAs.length])).toEqual([
    ['waf', 1],
    ['balancer', 1],
  ]);
  expect(farm.hosts.find(({ name }) => name === 'waf')).toMatchObject({ role: 'hop', reach: { by: 'practice' } });
  expect(farm.services.every(({ forwardedTo }) => forwardedTo !== undefined)).toBe(true);
});

it('one on hosts of their own keeps every answer, and its hosts are reached by a person', async () => {
  const { farm } = await sessionOf(fileOf('own-hosts'));
  expect(nodesOf(farm).map((node) => [node.name, placeOf(farm, node, 'api')])).toEqual([
    ['web01', { address: '192.0.2.11', port: 8443 }],
    ['web02', { address: '192.0.2.12', port: 8443 }],
    ['web03', { address: '192.0.2.13', port: 9443 }],
  ]);
  expect(farm.hosts.find(({ role }) => role === 'database')?.addresses).toEqual(['192.0.2.5']);
  expect(farm.hosts.every(({ reach }) => reach.by === 'person')).toBe(true);
  expect(farm).toMatchObject({ serviceAccount: 'svc-shop', trustedRanges: ['10.1.0.0/16'], balancer: 'haproxy' });
});

it('answers that waited are kept; those that can be used now are taken in', async () => {
  const session = await sessionOf(fileOf('pending'));
  const { problems } = await session.wizard.form();
  expect(problems.map(({ path }) => path).toSorted()).toEqual(['persistence', 'settle.limitMs']);
  expect(Object.keys(session.wizard.pending).toSorted()).toEqual(['settle.limitMs', 'waf']);
  expect(session.farm).toMatchObject({ name: 'Waiting answers, kept', serviceAccount: 'CORP\\svc-shop$' });
  expect(session.farm.services.map(({ persistence }) => persistence)).toEqual(['source', 'source']);
});

it('one that was proven keeps its result, its waiver and what was done on every page', async () => {
  const path = fileOf('proven');
  const session = await sessionOf(path);
  expect(session.farm).toMatchObject({ serviceAccount: 'svc-shop', database: { name: 'shop' } });
  expect(session.result?.overall).toMatch(/^ready/);
  expect(session.waivers).toMatchObject([{ check: 'same.version', who: 'A. Person', until: '2030-12-31' }]);
  expect(await statesOf(session)).toMatchObject({
    database: 'done',
    'first-node': 'done',
    'further-nodes': 'done',
    'ip-detection': 'done',
  });
  await session.close();
  const again = await openFarmFile(path, { write: false });
  expect(again.notices).toEqual([]);
  const { events } = openJournal(again);
  expect(events.filter(({ body }) => body.type === 'waiver.added')).toHaveLength(1);
  const begun = events.flatMap(({ body }) => (body.type === 'run.started' ? [body.farm] : []));
  expect(begun[0] && nodesOf(begun[0]).map(({ name }) => name)).toEqual(['web01', 'web02']);
  again.close();
});

it('a run that was cut off is known from the log beside the file', async () => {
  const session = await sessionOf(fileOf('cut-off'));
  const { interrupted } = await session.wizard.standing();
  expect(interrupted?.page).toBe('load-balancer');
  expect(session.farm.healthCheck.fall).toBe(3);
});

it('an event whose answers are not understood any more does not keep the file from opening', async () => {
  const { EventBody } = await import('../../../core/model/event.ts');
  const body = EventBody.parse({ type: 'run.started', plan: 'x', steps: 1, farm: { nodes: [], hosts: 'practice' } });
  expect(body).toEqual({ type: 'run.started', plan: 'x', steps: 1 });
});

it.each([
  'proven',
  'cut-off',
])('a result of the first form says what it did not record, in the file and in its events: %s', async (name) => {
  const path = fileOf(name);
  const session = await sessionOf(path);
  const unknown = {
    schema: 'farmwright-result/2',
    ...{ farm: { id: null, name: null }, began: null, ended: null, operator: null, computer: null, version: null },
    ...{ requests: null, notTried: [], readByPeople: [] },
  };
  expect(session.result).toMatchObject({ ...unknown, profile: 'sample', profileName: 'sample' });
  const told = session.history.flatMap(({ body }) => (body.type === 'verify.ended' ? [body.result] : []));
  expect(told.length).toBeGreaterThan(0);
  for (const result of told) expect(result).toMatchObject(unknown);
});

it('a waiver of the first form is kept, and covers nothing until it is added again', async () => {
  const { waivers } = await sessionOf(fileOf('proven'));
  expect(waivers).toMatchObject([{ check: 'same.version', subject: {}, cause: null }]);
});
