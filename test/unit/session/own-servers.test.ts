import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compose } from '../../../core/compose.ts';
import { nodesOf, placeOf } from '../../../core/model/farm-parts.ts';
import { createFarm } from '../../../core/session/create-farm.ts';
import { farmRunbook } from '../../../core/session/documents.ts';
import { FarmSession } from '../../../core/session/farm-session.ts';

const OWN = {
  hostName: 'shop.example.com',
  'own.nodes': 'name,address\nweb01,192.0.2.11\nweb02,web02.corp.example',
  'own.balancers': 'lb01, 192.0.2.4, Network team',
  'own.services': 'web, 192.0.2.20, 443, 8443\napi, 192.0.2.20, 9001, 9001',
  'own.hops': 'load balancer, 192.0.2.21, replace',
  wizardAddress: '192.0.2.30',
  'own.clients': '198.51.100.7 198.51.100.8',
  'own.databaseServer': 'SQL01\\ACCESS',
  'database.hostName': 'sql01.corp.example',
  'database.administrator': 'CORP\\dba',
};

let folder: string;
let session: FarmSession;
const give = (answers: Record<string, unknown>) =>
  session.wizard.answer(Object.entries(answers).map(([path, value]) => ({ path, value })));
const paths = async () => (await session.wizard.form()).fields.map(({ path }) => path);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fw-own-'));
  const path = join(folder, 'x.farm');
  const parts = compose('/no/entries');
  await createFarm(parts, { path, profile: 'sample', answers: { balancer: 'haproxy', practice: {} } });
  session = new FarmSession(parts, await parts.openFarmFile(path, { write: true }));
});
afterEach(async () => {
  await session.close();
  rmSync(folder, { recursive: true });
});

it('a practice farm is not asked for servers, and one on servers is asked for all of them with nothing prefilled', async () => {
  expect(await paths()).not.toContain('own.nodes');
  const { fields, problems } = await give({ reach: 'own' });
  const own = fields.filter(({ path }) => path in OWN);
  expect(own.map(({ path, value }) => [path, value]).toSorted()).toEqual(
    Object.keys(OWN)
      .map((path) => [path, ''])
      .toSorted(),
  );
  expect(problems.map(({ path }) => path).toSorted()).toEqual(Object.keys(OWN).toSorted());
  // Until then it is the practice farm that it was.
  expect(session.farm.hosts.every(({ reach }) => reach.by === 'practice')).toBe(true);
});

it('when all is answered, the farm is on those servers, and its plan is for them', async () => {
  await give({ reach: 'own', serviceAccount: 'CORP\\svc-shop$' });
  for (const [path, value] of Object.entries(OWN)) await give({ [path]: value });
  expect((await session.wizard.form()).problems).toEqual([]);
  const { farm } = session;
  expect(nodesOf(farm).map((node) => [node.name, placeOf(farm, node, 'api')])).toEqual([
    ['web01', { address: '192.0.2.11', port: 9001 }],
    ['web02', { address: 'web02.corp.example', port: 9001 }],
  ]);
  expect(farm.hosts.find(({ role }) => role === 'balancer')?.reach).toEqual({ by: 'person', who: 'Network team' });
  expect(farm.database).toMatchObject({ instance: 'ACCESS', administrator: 'CORP\\dba' });
  expect(farm.serviceAccount).toBe('CORP\\svc-shop$');
  expect(farm.settle.intervalMs).toBe(5_000);
  expect(await farmRunbook(session, 'md')).toContain('web02.corp.example');
  // Each can be changed alone now.
  await give({ 'own.nodes': 'web01, 192.0.2.11\nweb03, 192.0.2.13' });
  expect(nodesOf(session.farm).map(({ name }) => name)).toEqual(['web01', 'web03']);
  expect((await give({ reach: 'practice' })).problems).toMatchObject([{ path: 'reach' }]);
});

it.each([
  ['own.nodes', 'web01, 192.0.2.11\nweb02'],
  ['own.nodes', 'web01, 192.0.2.11, A. Person\nweb01, 192.0.2.12'],
  ['own.balancers', 'lb01, 192.0.2.4:443'],
  ['own.services', 'web, 192.0.2.20, 443, 8443'],
  ['own.hops', 'load balancer, 192.0.2.21, keep'],
  ['own.clients', '198.51.100'],
  ['own.databaseServer', 'SQL01\\'],
  ['database.hostName', '192.0.2.5'],
])('%s %j is kept and told beside its question', async (path, value) => {
  const { problems, fields } = await give({ ...OWN, reach: 'own', [path]: value });
  expect(problems.map((problem) => problem.path)).toContain(path);
  expect(fields.find((field) => field.path === path)?.value).toBe(value);
});
