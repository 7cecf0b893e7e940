import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseProxyConfig } from '../../../core/proxy/config.ts';
import { startProxy } from '../../../core/proxy/proxy.ts';
import { until } from '../../support/until.ts';
import { ask, open, openRaw, replyTo } from './proxy-client.ts';
import {
  CLIENT,
  freePort,
  PROXY,
  removeStandFiles,
  type ServiceInput,
  SOURCE,
  standAuthority,
  standConfig,
  standIdentity,
  startStand,
  type TestNode,
} from './proxy-stand.ts';

const NODES = [{ name: 'node-1', address: '127.77.1.9', port: 9 }];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'farmwright-proxy-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await removeStandFiles();
});

const start = async (...services: ServiceInput[]) => {
  const configs = await Promise.all(services.map((service) => standConfig(NODES, service)));
  return await startProxy(parseProxyConfig({ services: configs.flatMap((config) => config.services) }));
};
const isFree = (port: number, address = PROXY) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, address, () => server.close(() => resolve(true)));
  });
/** What keeps this process awake, besides what was awake before. */
const awake = () =>
  process
    .getActiveResourcesInfo()
    .filter((name) => /TCP|TLS|Timeout|Immediate|GetAddrInfo/.test(name))
    .toSorted();

const count = (all: string[], kind: string) => all.filter((one) => one === kind).length;

describe('starting', () => {
  it('gives the addresses, also those the system chose', async () => {
    const port = await freePort(PROXY);
    const proxy = await start({ listen: { address: PROXY, port } }, { name: 'api' });
    expect(proxy.addresses[0]).toEqual({ service: 'web', address: PROXY, port });
    expect(proxy.addresses[1]).toMatchObject({ service: 'api', address: PROXY, port: expect.any(Number) });
    expect(proxy.addresses[1]?.port).toBeGreaterThan(0);
    await proxy.close(0);
  });

  it('tells every node as unchecked until it has been checked', async () => {
    const proxy = await start({});
    expect(proxy.status()).toEqual([
      {
        service: 'web',
        nodes: [
          {
            node: 'node-1',
            address: '127.77.1.9',
            port: 9,
            state: 'unchecked',
            lastResult: 'not checked yet',
            lastCheckedAt: null,
            admin: 'ready',
            since: expect.stringMatching(/^20.*Z$/),
            active: 0,
            requests: 0,
            failures: 0,
            bytesIn: 0,
            bytesOut: 0,
          },
        ],
      },
    ]);
    expect((await ask(proxy.addresses[0]?.port ?? 0)).status).toBe(503);
    await until(() => proxy.status()[0]?.nodes[0]?.state === 'down', { what: 'the node was checked' });
    expect(Date.parse(proxy.status()[0]?.nodes[0]?.lastCheckedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    await proxy.close(0);
  });

  it('shows clients the certificate it was given', async () => {
    const proxy = await start({});
    const socket = await openRaw(proxy.addresses[0]?.port ?? 0);
    expect(socket.authorized).toBe(true);
    expect(['TLSv1.2', 'TLSv1.3']).toContain(socket.getProtocol());
    socket.destroy();
    await proxy.close(0);
  });

  it.each([
    ['taken', async () => 0, PROXY, /already listens/],
    ['of another computer', async () => await freePort(PROXY), '203.0.113.7', /does not have that address/],
  ])('at an address that is %s fails, and leaves nothing open', async (what, portOf, address, why) => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, PROXY, resolve));
    const taken = (holder.address() as { port: number }).port;
    const port = what === 'taken' ? taken : await portOf();
    const fine = await freePort(PROXY);
    const before = awake();
    await expect(
      start({ listen: { address: PROXY, port: fine } }, { name: 'api', listen: { address, port } }),
    ).rejects.toMatchObject({
      code: 'balancer.cannot-bind',
      field: 'services[1].listen',
      message: expect.stringMatching(why),
    });
    await expect(start({ listen: { address, port } })).rejects.toThrow(`${address}:${port}`);
    expect(await isFree(fine)).toBe(true);
    await until(() => awake().length <= before.length, { what: 'nothing is left' });
    await new Promise((resolve) => holder.close(resolve));
  });

  it('fails for files that cannot be used, naming them', async () => {
    const text = async (name: string, content: string) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    };
    const { certificateFile, keyFile, key, certificate } = await standIdentity();
    const other = await (await standAuthority()).issue({ commonName: 'other', names: ['other.example.test'] });
    const { caFile, servername } = { caFile: '', servername: 'farm.example.test' };
    const cases: [ServiceInput, string, string][] = [
      [{ tls: { certificateFile: join(folder, 'absent.pem'), keyFile } }, 'file-unreadable', 'tls.certificateFile'],
      [{ tls: { certificateFile, keyFile: folder } }, 'file-unreadable', 'tls.keyFile'],
      [
        { tls: { certificateFile: await text('empty.pem', ''), keyFile } },
        'certificate-invalid',
        'tls.certificateFile',
      ],
      [{ tls: { certificateFile: keyFile, keyFile } }, 'certificate-invalid', 'tls.certificateFile'],
      [{ tls: { certificateFile, keyFile: certificateFile } }, 'certificate-invalid', 'tls.keyFile'],
      [{ tls: { certificateFile, keyFile: other.keyFile } }, 'certificate-invalid', 'tls.keyFile'],
      [{ nodeTls: { caFile: join(folder, 'absent.pem'), servername } }, 'file-unreadable', 'nodeTls.caFile'],
      [
        { nodeTls: { caFile: await text('no-authority.pem', caFile), servername } },
        'certificate-invalid',
        'nodeTls.caFile',
      ],
      [
        { nodeTls: { caFile: await text('cut.pem', certificate.replace(/\n[^-]{60}/, '\n')), servername } },
        'certificate-invalid',
        'nodeTls.caFile',
      ],
    ];
    for (const [service, code, field] of cases) {
      const error = await start(service).then(
        () => null,
        (reason) => reason as Error,
      );
      expect(error).toMatchObject({ code: `balancer.${code}`, field: `services[0].${field}` });
      expect(JSON.stringify(error) + error?.message).not.toContain(key.slice(30, 60));
    }
  });
});

describe('closing', () => {
  it('leaves neither sockets nor timers, and the port free', async () => {
    const before = awake();
    // Nothing ends by its own time while this waits.
    const timeouts = { connectMs: 120_000, requestMs: 120_000, idleMs: 120_000 };
    const stand = await startStand({ nodes: 3, service: { timeouts } });
    const agent = new Agent({ keepAlive: true });
    await Promise.all(Array.from({ length: 12 }, () => ask(stand.port, { method: 'POST', body: 'x', agent })));
    const idle = (await openRaw(stand.port)).resume();
    const half = connect({ host: PROXY, port: stand.port, localAddress: CLIENT });
    half.on('error', () => {}).resume();
    await new Promise((resolve) => half.once('connect', resolve));
    const began = Date.now();
    await stand.proxy.close(60_000);
    expect(Date.now() - began).toBeLessThan(30_000);
    await until(() => idle.destroyed && half.destroyed, { what: 'clients are told' });
    await until(() => stand.nodes.every(({ sockets }) => sockets.size === 0), {
      what: 'no connection to a node is left',
    });
    expect(await isFree(stand.port)).toBe(true);
    agent.destroy();
    await stand.close();
    await until(
      () => {
        const left = awake();
        for (const kind of new Set(left)) expect([kind, count(left, kind) - count(before, kind)]).toEqual([kind, 0]);
        return true;
      },
      { what: 'only what was awake before is' },
    );
  });

  it('waits for requests under way, but takes no further ones', async () => {
    const stand = await startStand({ nodes: 1 });
    const [node] = stand.nodes as [TestNode];
    let finish = () => {};
    node.answer = (_request, response) => {
      finish = () => void response.end('whole');
    };
    const agent = new Agent({ keepAlive: true });
    const asked = await open(stand.port, { agent });
    asked.end();
    const reply = replyTo(asked);
    await until(() => node.received.length === 1, { what: 'the node has the request' });
    const closed = stand.proxy.close(60_000);
    expect(stand.proxy.close(0)).toBe(closed);
    await expect(ask(stand.port)).rejects.toThrow(/ECONNREFUSED/);
    finish();
    expect((await reply).body.toString()).toBe('whole');
    await closed;
    agent.destroy();
    await stand.close();
  });

  it('ends a kept connection with the answer that is on its way', async () => {
    const stand = await startStand({ nodes: 1 });
    const [node] = stand.nodes as [TestNode];
    let finish = () => {};
    node.answer = (_request, response) => {
      response.write('be');
      finish = () => void response.end('gun');
    };
    const agent = new Agent({ keepAlive: true });
    const asked = await open(stand.port, { agent });
    const reply = replyTo(asked);
    const begun = new Promise((resolve) => asked.once('response', resolve));
    asked.end();
    await begun;
    const began = Date.now();
    const closed = stand.proxy.close(60_000);
    finish();
    expect((await reply).body.toString()).toBe('begun');
    await closed;
    expect(Date.now() - began).toBeLessThan(30_000);
    agent.destroy();
    await stand.close();
  });

  it('waits no longer than it is told', async () => {
    const stand = await startStand({ nodes: 1 });
    const [node] = stand.nodes as [TestNode];
    node.answer = () => {};
    const asked = await open(stand.port);
    asked.end();
    const reply = replyTo(asked).catch((error: Error) => error);
    await until(() => node.received.length === 1, { what: 'the node has the request' });
    await stand.proxy.close(50);
    expect(await reply).toBeInstanceOf(Error);
    await stand.close();
  });
});

describe('connections to nodes', () => {
  it('leave from the source address, which must be one of this computer', async () => {
    const stand = await startStand({ nodes: 1 });
    await ask(stand.port);
    expect(stand.nodes[0]?.received[0]?.peer).toBe(SOURCE);
    await stand.close();
    const elsewhere = await startStand({ nodes: 1, service: { sourceAddress: '203.0.113.7' }, waitForUp: false });
    const [node] = elsewhere.nodes as [TestNode];
    await elsewhere.whenState(node, 'down');
    expect(elsewhere.proxy.status()[0]?.nodes[0]?.lastResult).toMatch(/source address/);
    await elsewhere.close();
  });
});
