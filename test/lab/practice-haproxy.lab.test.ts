import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TestWorld } from '../support/practice-farm.ts';
import { processes } from '../support/processes.ts';
import { balancerActions, standingFarm } from '../support/standing-farm.ts';

// How practice hosts keep a program of the system. Needs HAProxy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
let farm: TestWorld;

beforeEach(async () => {
  farm = await standingFarm(2, 'haproxy');
});
afterEach(() => farm.end());

const haproxies = () =>
  processes().filter(
    ({ folder, commandLine }) => folder.startsWith(farm.world.topology.folder) && commandLine.startsWith('haproxy'),
  );

it('tells its status, and is started again when its configuration changes', async () => {
  expect(await farm.pool('haproxy')).toHaveLength(4);
  const host = farm.host('balancer');
  const [before] = haproxies();
  const { configuration, accept, service } = await balancerActions(farm, 'haproxy', 'add-line');
  expect(await host.inspect(service)).toMatchObject({ state: 'in place' });
  await host.perform(configuration);
  expect(await host.inspect(accept)).toMatchObject({ state: 'in place' });
  expect(await host.inspect(service)).toMatchObject({ state: 'differs' });
  await host.perform(service);
  expect(haproxies()).toHaveLength(1);
  expect(haproxies()[0]?.pid).not.toBe(before?.pid);
});

it('refuses a configuration in its own words', async () => {
  const host = farm.host('balancer');
  await host.perform({ kind: 'file', path: 'haproxy.cfg', content: 'global\n    nonsense 1\n', ownerOnly: false });
  await expect(host.perform({ kind: 'accept', program: 'haproxy', path: 'haproxy.cfg' })).rejects.toMatchObject({
    code: 'balancer.configuration-refused',
    message: expect.stringContaining('nonsense'),
  });
  const { service } = await balancerActions(farm, 'haproxy');
  await expect(host.perform(service)).rejects.toMatchObject({ code: 'service.did-not-start' });
});

it('names the address and port that are taken', async () => {
  const { balancer } = farm.world.topology;
  const host = farm.host('balancer');
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen({ host: balancer.virtualAddress, port: 0 }, () => resolve((taken.address() as { port: number }).port));
  });
  const { configuration, service } = await balancerActions(farm, 'haproxy');
  if (configuration.kind !== 'file') throw new Error('a configuration is a file');
  const content = configuration.content.replace(`:${balancer.services[1]?.port} ssl`, `:${port} ssl`);
  await host.perform({ ...configuration, content });
  await expect(host.perform(service)).rejects.toMatchObject({
    code: 'balancer.cannot-bind',
    message: expect.stringContaining(`${balancer.virtualAddress} port ${port}`),
  });
  expect(haproxies()).toEqual([]);
  await new Promise((resolve) => taken.close(resolve));
});

it('has all nodes up in its pool when a fault has been planted, and knows which is down', async () => {
  await farm.plant('haproxy', 'header-missing', 'header-kept');
  expect(await farm.pool('haproxy')).toEqual(['web node-01 up', 'web node-02 up', 'api node-01 up', 'api node-02 up']);
  await farm.plant('haproxy', 'node-down');
  expect(await farm.pool('haproxy')).toEqual([
    'web node-01 up',
    'web node-02 down',
    'api node-01 up',
    'api node-02 down',
  ]);
});

it.each([
  ['the world is torn down', () => farm.world.tearDown()],
  ['the world is killed', async () => process.kill(farm.world.topology.pid, 'SIGKILL')],
  [
    'its keeper is killed',
    async () => {
      const keepers = processes().filter(
        ({ folder, commandLine }) =>
          folder.startsWith(farm.world.topology.folder) && commandLine.includes('program-keeper'),
      );
      expect(keepers).toHaveLength(1);
      for (const { pid } of keepers) process.kill(pid, 'SIGKILL');
    },
  ],
])('ends when %s', async (_what, end) => {
  expect(haproxies()).toHaveLength(1);
  await end();
  await expect.poll(haproxies, { timeout: 10_000 }).toEqual([]);
});
