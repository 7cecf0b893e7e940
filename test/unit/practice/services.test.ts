import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askSockets } from '../../../core/checks/asking/listening-sockets.ts';
import {
  applicationFile,
  installNodes,
  prepareDatabase,
  serviceAction,
  standInFile,
  type TestAction,
  type TestWorld,
  testWorld,
} from '../../support/practice-farm.ts';
import { processes } from '../../support/processes.ts';
import { balancerActions } from '../../support/standing-farm.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
const PASSWORD = 'password of the service account';
let farm: TestWorld;

beforeAll(async () => {
  farm = await testWorld(2);
  await prepareDatabase(farm, PASSWORD);
  await installNodes(farm, PASSWORD);
});
afterAll(() => farm?.end());

/** Process ids of a host's services. */
function pidsOf(host: string): number[] {
  return processes()
    .filter(({ folder }) => folder.endsWith(`${farm.world.topology.folder}/hosts/${host}`))
    .map(({ pid }) => pid);
}

describe('what listens on a host', () => {
  const { reading } = askSockets('node-01');
  const read = () => farm.world.call('read', { host: 'node-01', reading });
  const listening = async () =>
    String(await read())
      .trim()
      .split('\n');

  it('is told by Linux: what is at its own addresses, whoever listens, and nothing of other hosts', async () => {
    if (process.platform !== 'linux') {
      await expect(read()).rejects.toMatchObject({ code: 'sockets.cannot-tell' });
      return;
    }
    const [node] = farm.world.topology.nodes;
    const planned = [...new Set(Object.values(node?.ports ?? {}))].map((port) => `${node?.address}:${port}`);
    expect((await listening()).map((line) => line.split(' ')[3])).toEqual(planned);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, node?.address, resolve));
    const { port } = server.address() as AddressInfo;
    expect(await listening()).toContain(`LISTEN 0 0 ${node?.address}:${port} *:*`);
    await new Promise((resolve) => server.close(resolve));
    expect(await listening()).toHaveLength(planned.length);
  });
});

describe('a service', () => {
  it('is in place while it runs as planned with the files it was started with', async () => {
    expect(await farm.host('node-01').inspect(serviceAction(PASSWORD))).toMatchObject({ state: 'in place' });
  });

  it.each([
    ['account', { account: 'other' }],
    ['program', { program: 'bundled-proxy' }],
    ['password', { password: 'other' }],
  ])('differs with another %s', async (_what, change) => {
    const action = { ...serviceAction(PASSWORD), ...change };
    const inspection = await farm.host('node-01').inspect(action);
    expect(inspection).toMatchObject({ state: 'differs' });
    expect(inspection.detail).not.toContain(PASSWORD);
  });

  it('is missing where none was started', async () => {
    expect(await farm.host('balancer').inspect(serviceAction(PASSWORD))).toMatchObject({ state: 'missing' });
  });

  it('differs once a file it reads has changed, and is started again by the next run', async () => {
    const host = farm.host('node-02');
    const [before] = pidsOf('node-02');
    await host.perform(applicationFile(farm, 'node-02', { audit: null }));
    expect(await host.inspect(serviceAction(PASSWORD))).toMatchObject({
      state: 'differs',
      detail: expect.stringContaining('application.json'),
    });
    expect(pidsOf('node-02')).toEqual([before]);
    await host.perform(applicationFile(farm, 'node-02'));
    expect(await host.inspect(serviceAction(PASSWORD))).toMatchObject({ state: 'in place' });
    await host.perform(serviceAction(PASSWORD));
    expect(pidsOf('node-02')).toEqual([before]);
    await host.perform(applicationFile(farm, 'node-02', { audit: null }));
    await host.perform(serviceAction(PASSWORD));
    const after = pidsOf('node-02');
    expect(after).toHaveLength(1);
    expect(after[0]).not.toBe(before);
    await host.perform(applicationFile(farm, 'node-02'));
    await host.perform(serviceAction(PASSWORD));
  });

  it('is missing after its process was killed', async () => {
    const host = farm.host('node-02');
    for (const pid of pidsOf('node-02')) process.kill(pid, 'SIGKILL');
    await expect.poll(() => host.inspect(serviceAction(PASSWORD))).toMatchObject({ state: 'missing' });
    await expect(host.readSetting('ipDetection')).rejects.toMatchObject({ code: 'service.not-running' });
    await host.perform(serviceAction(PASSWORD));
    expect(await host.inspect(serviceAction(PASSWORD))).toMatchObject({ state: 'in place' });
  });

  it('says why it does not start', async () => {
    const host = farm.host('node-02');
    const servicesAt = (place: Record<string, unknown>) => ({
      services: standInFile(farm, 'node-02').services.map((service) => ({ ...service, ...place })),
    });
    const start = async (change: Record<string, unknown>) => {
      await host.perform(applicationFile(farm, 'node-02', change));
      await host.perform(serviceAction(PASSWORD));
    };
    await expect(start(servicesAt({ port: 0 }))).rejects.toMatchObject({
      code: 'service.did-not-start',
      message: expect.stringContaining('port'),
    });
    await expect(start(servicesAt({ address: '203.0.113.7' }))).rejects.toMatchObject({
      code: 'service.did-not-start',
      message: expect.stringContaining('203.0.113.7'),
    });
    expect(await host.inspect(serviceAction(PASSWORD))).toMatchObject({ state: 'missing' });
    await start({});
    expect(await host.inspect(serviceAction(PASSWORD))).toMatchObject({ state: 'in place' });
  });

  it('must be a program of practice hosts', async () => {
    await expect(
      farm.host('node-01').perform({ ...serviceAction(PASSWORD), name: 'shell', program: '/bin/sh' }),
    ).rejects.toMatchObject({ code: 'service.program-unknown', field: 'program' });
  });
});

describe('the bundled proxy', () => {
  it('accepts its configuration, runs with it, and tells its status', async () => {
    const host = farm.host('balancer');
    const { certificate, configuration, accept, service } = await balancerActions(farm, 'bundled');
    expect(await host.inspect(accept)).toMatchObject({ state: 'missing' });
    for (const action of [...certificate, configuration, accept, service]) await host.perform(action);
    expect(await host.inspect(accept)).toMatchObject({ state: 'in place' });
    expect(await host.inspect(service)).toMatchObject({ state: 'in place' });
    await expect
      .poll(() => farm.pool('bundled'), { timeout: 10_000 })
      .toEqual(['web node-01 up', 'web node-02 up', 'api node-01 up', 'api node-02 up']);
    const { balancer, clients } = farm.world.topology;
    const answer = await farm.request({
      from: clients[0] ?? '',
      to: { address: balancer.virtualAddress, port: balancer.services[0]?.port ?? 0 },
      path: '/request?reference=through-the-balancer',
      headers: [['X-Forwarded-For', '192.0.2.66']],
    });
    expect(answer.status).toBe(200);
    const record = await farm.sql('sample', "SELECT peer, resolved FROM audit WHERE token = 'through-the-balancer'");
    expect(record).toEqual([[balancer.presentsAs, clients[0]]]);
  });

  it.each([
    ['no JSON', 'hello'],
    ['no services', '{"services":[]}'],
  ])('refuses %s', async (_what, content) => {
    const host = farm.host('balancer');
    await host.perform({ kind: 'file', path: 'bad.json', content, ownerOnly: false });
    const accept: TestAction = { kind: 'accept', program: 'bundled-proxy', path: 'bad.json' };
    await expect(host.perform(accept)).rejects.toMatchObject({ code: 'balancer.configuration-refused' });
    expect(await host.inspect(accept)).toMatchObject({ state: 'differs' });
  });

  it('names the address and port that are taken', async () => {
    const host = farm.host('balancer');
    const { balancer } = farm.world.topology;
    const port = balancer.services[1]?.port ?? 0;
    const { service } = await balancerActions(farm, 'bundled');
    // End the proxy that holds it, then hold it ourselves.
    for (const pid of pidsOf('balancer')) process.kill(pid, 'SIGKILL');
    await expect.poll(async () => (await host.inspect(service)).state).not.toBe('in place');
    const taken = createServer();
    await expect
      .poll(
        () =>
          new Promise((resolve) => {
            taken.once('error', () => resolve(false));
            taken.listen({ host: balancer.virtualAddress, port }, () => resolve(true));
          }),
      )
      .toBe(true);
    await expect(host.perform(service)).rejects.toMatchObject({
      code: 'balancer.cannot-bind',
      message: expect.stringMatching(new RegExp(`${balancer.virtualAddress}.*${port}`)),
    });
    await new Promise((resolve) => taken.close(resolve));
    await host.perform(service);
    expect(await host.inspect(service)).toMatchObject({ state: 'in place' });
  });
});

it.each([
  [
    'a socket outside its folder',
    { kind: 'talk', socket: '../../control.sock', say: 'x', example: '' },
    'host.path-outside',
  ],
  [
    'a socket that nobody listens at',
    { kind: 'talk', socket: 'none.sock', say: 'x', example: '' },
    'service.no-answer',
  ],
  [
    'a service that does not run',
    { kind: 'told', by: { practice: { run: 'application facts' } } },
    'service.not-running',
  ],
  ['what a person is asked', { kind: 'told', by: { person: { ask: 'Look.', example: '' } } }, 'host.cannot-carry'],
])('a host cannot be asked over %s', async (_what, reading, code) => {
  await expect(farm.world.call('read', { host: 'database', reading })).rejects.toMatchObject({ code });
});
