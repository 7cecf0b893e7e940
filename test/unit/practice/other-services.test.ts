import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { practiceHost } from '../../../core/hosts/practice/host.ts';
import { layOut, newFolder, startWorld, type WorldClient } from '../../../core/practice/client.ts';
import { forkLauncher } from '../../../core/processes/fork-launcher.ts';
import { practiceEntries } from '../../support/practice-entries.ts';
import { portalSettings } from '../../support/stand-in.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const signal = new AbortController().signal;
const SERVICES = ['portal', 'plain', 'relay', 'echo'];
const TRUST = { enabled: true, forwardLimit: 1, knownProxies: [], knownNetworks: ['127.0.0.0/8'] };
let parent: string;
let world: WorldClient;

/** The step of a test. */
const OF = { step: 'a step', inputs: '' };

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'fw-test-'));
  const services = SERVICES.map((name, nodePort) => ({
    name,
    nodePort,
    kind: name === 'portal' ? ('https' as const) : ('tcp' as const),
  }));
  world = await startWorld({
    launch: forkLauncher(await practiceEntries()),
    layout: await layOut({ nodes: 2, services, waf: true }),
    folder: newFolder(parent),
  });
  const { wizard, hostName, nodes } = world.topology;
  for (const { name, address, ports } of nodes) {
    const place = (service: string) => ({ address, port: ports[service] ?? 0 });
    const settings = { ...portalSettings(place, [wizard]), name };
    const file = (path: string, value: unknown) =>
      ({ kind: 'file', path, content: JSON.stringify(value), ownerOnly: false }) as const;
    for (const action of [
      { kind: 'certificate', names: [hostName], certificatePath: 'certificate.pem', keyPath: 'certificate-key.pem' },
      file('application.json', settings),
      file('settings.json', { trust: TRUST }),
      {
        kind: 'service',
        name: 'application',
        program: 'practice-node',
        account: 'svc-portal',
        password: null,
        reads: ['application.json'],
      },
    ] as const) {
      const titled = { title: 'An action of a test', ...action };
      await host(name).perform(titled as Parameters<ReturnType<typeof host>['perform']>[0], OF, signal);
    }
  }
});
afterAll(async () => {
  await world?.tearDown();
  rmSync(parent, { recursive: true, force: true });
});

function host(name: string) {
  return practiceHost({ call: world.call, host: name });
}

const plant = (fault: string) => world.call('plant', { faults: [fault] });
const told = async (node: string, file: string) =>
  JSON.parse((await host(node).read({ kind: 'file', path: file }, signal)) ?? 'null');

it('a world has the services it is asked for, before the WAF and on each node', () => {
  const { balancer, waf, nodes } = world.topology;
  expect(balancer.services.map(({ name }) => name)).toEqual(SERVICES);
  expect(waf?.forwardedTo.map(({ name }) => name)).toEqual(SERVICES);
  expect(nodes.map(({ ports }) => new Set(Object.values(ports)).size)).toEqual([4, 4]);
});

it('faults are made in what such an application is told: its own file, its settings on every node', async () => {
  await plant('version-differs');
  expect((await told('node-02', 'application.json')).version).toBe('0.9.0');
  await plant('limit-zero');
  for (const node of ['node-01', 'node-02'])
    expect((await told(node, 'settings.json')).trust).toEqual({ ...TRUST, forwardLimit: 0 });
});

it.each([
  'key-ring-differs',
  'connection-differs',
  'database-unreachable',
  'sign-in-for-everybody',
  'sign-in-one-account',
])('%s is refused where there is nothing of its kind', async (fault) => {
  await expect(plant(fault)).rejects.toMatchObject({ code: 'fault.nothing-to-change', field: 'faults' });
});

it('faults of trust are refused for an engine whose setting has no such lists', async () => {
  for (const node of ['node-01', 'node-02']) {
    const content = JSON.stringify({ trust: { headerName: 'X-Real-IP' } });
    const file = { kind: 'file', title: 'Settings', path: 'settings.json', content, ownerOnly: false } as const;
    await host(node).perform(file, OF, signal);
  }
  for (const fault of ['trust-empty', 'balancer-untrusted'])
    await expect(plant(fault)).rejects.toMatchObject({ code: 'fault.nothing-to-change' });
});
