import { createServer, type Server } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { ask } from './proxy-client.ts';
import {
  freePort,
  HOST,
  removeStandFiles,
  SOURCE,
  type Stand,
  standIdentity,
  startStand,
  type TestNode,
} from './proxy-stand.ts';
import { startTcpStand, type TcpNode, type TcpStand } from './tcp-stand.ts';

let stand: Stand | TcpStand | undefined;
let server: Server | ReturnType<typeof createTcpServer> | undefined;
afterEach(async () => {
  await stand?.close();
  stand = undefined;
  await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)));
  server = undefined;
});
afterAll(removeStandFiles);

const HEALTH = { method: 'GET', path: '/health', host: HOST, intervalMs: 20, timeoutMs: 10_000, fall: 2, rise: 2 };
const CONNECT = { ...HEALTH, check: 'connect' };

describe('the check connect', () => {
  it('asks nothing: a node that answers 503 to everything is up', async () => {
    const made = await startStand({ nodes: 1, service: { health: CONNECT } });
    stand = made;
    const node = made.nodes[0] as TestNode;
    node.health = (_request, response) => response.writeHead(503).end();
    const first = made.proxy.status()[0]?.nodes[0]?.lastCheckedAt ?? '';
    await until(() => (made.proxy.status()[0]?.nodes[0]?.lastCheckedAt ?? '') > first, {
      what: 'it was checked again',
    });
    expect(made.proxy.status()[0]?.nodes[0]).toMatchObject({ state: 'up', lastResult: 'connected' });
    expect(node.checks).toEqual([]);
    expect((await ask(made.port)).status).toBe(200);
  });

  it('finds a node that is not there, and one that is there again', async () => {
    const made = await startStand({ nodes: 1, service: { health: CONNECT } });
    stand = made;
    const node = made.nodes[0] as TestNode;
    await node.crash();
    await made.whenState(node, 'down');
    expect(made.proxy.status()[0]?.nodes[0]?.lastResult).toBe('connection refused');
    await node.listen();
    await made.whenState(node, 'up');
  });

  it('comes from the source address, and sends and keeps nothing', async () => {
    const port = await freePort('127.77.2.1');
    const seen: { peer: string | undefined; bytes: number; socket: Socket }[] = [];
    server = createTcpServer((socket) => {
      const one = { peer: socket.remoteAddress, bytes: 0, socket };
      seen.push(one);
      socket
        .on('error', () => {})
        .on('data', ({ length }) => {
          one.bytes += length;
        });
    });
    await new Promise<void>((resolve) => server?.listen(port, '127.77.2.1', resolve));
    const made = await startTcpStand({ service: { health: { ...CONNECT, port } } });
    stand = made;
    await until(() => seen.length >= 3, { what: 'there were three checks' });
    await made.proxy.close(0);
    await until(() => seen.every(({ socket }) => socket.closed), { what: 'no check is left open' });
    expect(new Set(seen.map(({ peer, bytes }) => `${peer} ${bytes}`))).toEqual(new Set([`${SOURCE} 0`]));
  });

  it('cannot come from an address of another computer', async () => {
    const made = await startStand({
      nodes: 1,
      service: { health: CONNECT, sourceAddress: '203.0.113.7' },
      waitForUp: false,
    });
    stand = made;
    await made.whenState(made.nodes[0] as TestNode, 'down');
    expect(made.proxy.status()[0]?.nodes[0]?.lastResult).toMatch(/source address/);
  });
});

describe('the port of the check', () => {
  it('is asked in place of the port of the traffic', async () => {
    const { certificate, key } = await standIdentity();
    const port = await freePort('127.77.1.1');
    let status = 200;
    const asked: (string | undefined)[] = [];
    server = createServer({ cert: certificate, key }, (request, response) => {
      asked.push(request.url);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server?.listen(port, '127.77.1.1', resolve));
    const made = await startStand({ nodes: 1, service: { health: { ...HEALTH, port } } });
    stand = made;
    const node = made.nodes[0] as TestNode;
    expect((await ask(made.port)).status).toBe(200);
    expect([node.received.length, node.checks.length]).toEqual([1, 0]);
    expect(made.proxy.status()[0]?.nodes[0]).toMatchObject({ port: node.port });
    status = 503;
    await made.whenState(node, 'down');
    expect((await ask(made.port)).status).toBe(503);
    expect(new Set(asked)).toEqual(new Set(['/health']));
  });

  it('alone decides in the check connect as well', async () => {
    const made = await startTcpStand();
    stand = made;
    const node = made.nodes[0] as TcpNode;
    await node.refuse();
    const first = made.status(node).lastCheckedAt ?? '';
    await until(() => (made.status(node).lastCheckedAt ?? '') > first, { what: 'it was checked again' });
    expect(made.status(node)).toMatchObject({ state: 'up', lastResult: 'connected' });
  });
});
