import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LogEntry } from '../../../core/practice/client.ts';
import type { Fault } from '../../../core/practice/faults/fault.ts';
import { FAULTS } from '../../../core/practice/faults/index.ts';
import { fits, goTogether } from '../../../core/practice/faults/refuse-faults.ts';
import {
  applicationFile,
  ipDetection,
  nodePlaces,
  serviceAction,
  settingAction,
  type TestWorld,
} from '../../support/practice-farm.ts';
import { balancerActions, standingFarm } from '../../support/standing-farm.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const PASSWORD = 'password of the service account';
const NODES = ['node-01', 'node-02', 'node-03'];
let farm: TestWorld;

beforeAll(async () => {
  farm = await standingFarm(3, 'bundled', PASSWORD);
});
afterAll(() => farm?.end());

/** What running the plan again would do. */
beforeEach(async () => {
  const [first, balancer] = [farm.host('node-01'), farm.host('balancer')];
  await first.perform({
    kind: 'certificate',
    names: [farm.world.topology.hostName],
    certificatePath: 'certificate.pem',
    keyPath: 'certificate-key.pem',
  });
  for (const node of NODES) {
    const host = farm.host(node);
    for (const path of ['certificate.pem', 'certificate-key.pem'])
      await mend(node, {
        kind: 'file',
        path,
        content: (await first.readFile(path)) ?? '',
        ownerOnly: node !== 'node-01',
      });
    await mend(node, applicationFile(farm, node));
    if ((await host.inspect(serviceAction(PASSWORD))).state !== 'in place') await host.perform(serviceAction(PASSWORD));
  }
  await first.perform(settingAction('node-01', ipDetection(farm)));
  const { configuration, service } = await balancerActions(farm, 'bundled');
  await mend('balancer', configuration);
  if ((await balancer.inspect(service)).state !== 'in place') await balancer.perform(service);
});

async function mend(host: string, action: Parameters<ReturnType<TestWorld['host']>['perform']>[0]): Promise<void> {
  if (action.kind === 'file' && (await farm.host(host).readFile(action.path)) !== action.content)
    await farm.host(host).perform(action);
}

const places = () => nodePlaces(farm.world.topology);
const plant = (...faults: string[]) => farm.plant('bundled', ...faults);
const settings = () => Promise.all(NODES.map((node) => farm.host(node).readSetting('ipDetection')));
const runs = async (node: string) => (await farm.host(node).inspect(serviceAction(PASSWORD))).state === 'in place';

async function policies(): Promise<string[]> {
  const text = (await farm.host('balancer').readFile('balancer.json')) ?? '';
  const { services } = JSON.parse(text) as { services: { header: { policy: string } }[] };
  return services.map(({ header }) => header.policy);
}

async function pool(): Promise<string[]> {
  return (await farm.pool('bundled')).map((line) => line.split(' ').at(-1) ?? '');
}

describe('one fault', () => {
  it('balancer-untrusted trusts the virtual address only', async () => {
    await plant('balancer-untrusted');
    const { virtualAddress } = farm.world.topology.balancer;
    const planted = { ...ipDetection(farm), knownProxies: [virtualAddress] };
    expect(await settings()).toEqual([planted, planted, planted]);
  });

  it('limit-zero changes nothing but the limit', async () => {
    await plant('limit-zero');
    expect((await settings())[1]).toEqual({ ...ipDetection(farm), forwardLimit: 0 });
  });

  it('trust-empty makes every node believe anyone', async () => {
    await plant('trust-empty');
    const { wizard } = farm.world.topology;
    for (const [index, to] of places().entries()) {
      const path = `/request?reference=trust-empty-${index}`;
      await farm.request({ from: wizard, to, path, headers: [['X-Forwarded-For', '192.0.2.66']] });
    }
    const records = await farm.sql('sample', "SELECT resolved FROM audit WHERE token LIKE 'trust-empty-%'");
    expect(records).toEqual([['192.0.2.66'], ['192.0.2.66'], ['192.0.2.66']]);
  });

  it.each([
    ['header-missing', 'remove'],
    ['header-kept', 'if-none'],
  ])('%s gives both services the policy %s, and every node is up when it returns', async (fault, policy) => {
    await plant(fault);
    expect(await policies()).toEqual([policy, policy]);
    expect(await pool()).toEqual(Array(6).fill('up'));
  });

  it('certificate-differs gives the second node another one of the same authority and name', async () => {
    const { topology } = farm.world;
    await plant('certificate-differs');
    // The request checks issuer and name: a certificate that is not trusted would be refused.
    const seen = await Promise.all(
      places().map((to) => farm.request({ from: topology.wizard, to, path: '/health-check' })),
    );
    const [first, second, third] = seen.map(({ certificate }) => certificate?.fingerprint);
    expect(third).toBe(first);
    expect(second).not.toBe(first);
  });

  it('node-down ends the last node, and the balancer has noticed when it returns', async () => {
    await plant('node-down');
    expect(await Promise.all(NODES.map(runs))).toEqual([true, true, false]);
    expect(await pool()).toEqual(['up', 'up', 'down', 'up', 'up', 'down']);
  });

  it('audit-missing leaves no record of the first node, which answers as before', async () => {
    await plant('audit-missing');
    const { wizard } = farm.world.topology;
    for (const [index, to] of places().entries()) {
      const answer = await farm.request({ from: wizard, to, path: `/request?reference=audit-missing-${index}` });
      expect(answer.status).toBe(200);
    }
    const records = await farm.sql('sample', "SELECT node FROM audit WHERE token LIKE 'audit-missing-%' ORDER BY node");
    expect(records).toEqual([['node-02'], ['node-03']]);
  });

  it('entrance-added passes the client’s header on at one more port', async () => {
    await plant('entrance-added');
    const text = (await farm.host('balancer').readFile('balancer.json')) ?? '';
    const { services } = JSON.parse(text) as {
      services: { name: string; listen: { address: string; port: number } }[];
    };
    const to = services.find(({ name }) => name === 'web-2')?.listen ?? { address: '', port: 0 };
    const [from = ''] = farm.world.topology.clients;
    const headers: [string, string][] = [['X-Forwarded-For', '192.0.2.66']];
    await farm.request({ from, to, path: '/request?reference=second-entrance', headers });
    const records = await farm.sql('sample', "SELECT resolved FROM audit WHERE token = 'second-entrance'");
    expect(records).toEqual([['192.0.2.66']]);
  });

  it('configuration-put-back leaves the file as planned, and the balancer runs as it was before', async () => {
    await plant('configuration-put-back');
    const { configuration, service } = await balancerActions(farm, 'bundled');
    const balancer = farm.host('balancer');
    expect(await balancer.inspect(configuration)).toMatchObject({ state: 'in place' });
    expect(await balancer.inspect(service)).toMatchObject({
      state: 'differs',
      detail: 'balancer was started before balancer.json changed',
    });
  });

  it('node-not-restarted changes a file that nothing has read since', async () => {
    await plant('node-not-restarted', 'version-differs');
    expect((await settings())[0]).toEqual(ipDetection(farm));
    expect(await farm.host('node-01').inspect(serviceAction(PASSWORD))).toMatchObject({ state: 'differs' });
  });

  it('second-record-later writes a second record when some more requests have come', async () => {
    await plant('second-record-later');
    const [, , to = { address: '', port: 0 }] = places();
    const { wizard } = farm.world.topology;
    const records = () => farm.sql('sample', "SELECT resolved FROM audit WHERE token = 'second-record-0'");
    const send = (index: number) =>
      farm.request({ from: wizard, to, path: `/request?reference=second-record-${index}` });
    for (let index = 0; index < 50; index += 1) await send(index);
    expect(await records()).toHaveLength(1);
    await send(50);
    expect(await records()).toHaveLength(2);
  });

  it('certificate-untrusted makes the balancer mark a node down that runs', async () => {
    await plant('certificate-untrusted');
    expect(await runs('node-01')).toBe(true);
    expect(await pool()).toEqual(['down', 'up', 'up', 'down', 'up', 'up']);
    await plant('limit-zero');
    expect((await pool())[0]).toBe('down');
  });

  it('certificate-expiring gives all nodes one that is to be renewed', async () => {
    await plant('certificate-expiring');
    const names = [farm.world.topology.hostName];
    const paths = { certificatePath: 'certificate.pem', keyPath: 'certificate-key.pem' };
    const seen = await Promise.all(NODES.map((node) => farm.host(node).readFile('certificate.pem')));
    expect(new Set(seen).size).toBe(1);
    expect(await farm.host('node-01').inspect({ kind: 'certificate', names, ...paths })).toMatchObject({
      state: 'differs',
      detail: expect.stringMatching(/it ends in \d+ days$/),
    });
  });

  it('stands in the log of the world', async () => {
    const before = ((await farm.world.call('log', {})) as LogEntry[]).length;
    await plant('limit-zero');
    const added = ((await farm.world.call('log', {})) as LogEntry[]).slice(before);
    expect(added).toMatchObject([{ host: 'node-01', kind: 'fault', what: 'limit-zero' }]);
  });
});

describe('two faults', () => {
  it.each([
    ['at once', [['trust-empty', 'balancer-untrusted']]],
    ['the second later', [['balancer-untrusted'], ['trust-empty']]],
    ['the other one later', [['trust-empty'], ['balancer-untrusted']]],
  ])('split the trust lists: shared, and the last node’s own (%s)', async (_how, calls) => {
    for (const faults of calls) await plant(...faults);
    const [first, , last] = (await settings()) as { knownProxies: string[]; forwardLimit: number }[];
    expect(first?.knownProxies).toEqual([farm.world.topology.balancer.virtualAddress]);
    expect(last).toMatchObject({ knownProxies: [], knownNetworks: [], forwardLimit: 1 });
  });

  it.each([
    ['at once', [['header-kept', 'header-missing']]],
    ['the second later', [['header-kept'], ['header-missing']]],
    ['the other one later', [['header-missing'], ['header-kept']]],
  ])('split the services (%s)', async (_how, calls) => {
    for (const faults of calls) await plant(...faults);
    expect(await policies()).toEqual(['remove', 'if-none']);
  });

  it('use the last running node where the last one is down', async () => {
    await plant('trust-empty', 'node-down', 'balancer-untrusted');
    const own = (await farm.host('node-02').readFile('application.json')) ?? '';
    expect(JSON.parse(own)).toMatchObject({ ownSettings: { ipDetection: { knownProxies: [] } } });
    expect(await runs('node-03')).toBe(false);
  });

  it('start anew after a repair', async () => {
    await plant('header-kept');
    const { configuration, service } = await balancerActions(farm, 'bundled');
    for (const action of [configuration, service]) await farm.host('balancer').perform(action);
    await plant('header-missing');
    expect(await policies()).toEqual(['remove', 'remove']);
  });
});

it('refuses what it does not know before anything is changed', async () => {
  await expect(plant('limit-zero', 'gremlin')).rejects.toMatchObject({ code: 'fault.unknown', field: 'faults' });
  expect((await settings())[0]).toEqual(ipDetection(farm));
});

it('plants in one farm all faults that can be seen beside each other', async () => {
  const stand = { nodes: NODES, waf: false, haproxy: false };
  const isFirst = ({ id }: Fault) => ['header-missing', 'node-down'].includes(id);
  const all: Fault[] = FAULTS.filter(isFirst);
  for (const fault of FAULTS.filter((one) => fits(one, stand) && !isFirst(one)))
    if (all.every((one) => goTogether(one, fault, stand))) all.push(fault);
  await plant(...all.map(({ id }) => id));
  expect((await policies()).slice(0, 2)).toEqual(['remove', 'if-none']);
  expect(await runs('node-03')).toBe(false);
});
