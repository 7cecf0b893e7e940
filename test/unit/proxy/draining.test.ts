import { Agent } from 'node:https';
import { createServer } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { NodeStatus } from '../../../core/proxy/node-pool.ts';
import { until } from '../../support/until.ts';
import { ask, open, replyTo } from './proxy-client.ts';
import { HOST, removeStandFiles, type Stand, startStand, type TestNode } from './proxy-stand.ts';
import { openTcp, startTcpStand, type TcpNode, type TcpStand } from './tcp-stand.ts';

let stand: Stand | TcpStand | undefined;
afterEach(async () => {
  await stand?.close();
  stand = undefined;
});
afterAll(removeStandFiles);

async function started(options: Parameters<typeof startStand>[0] = {}) {
  const made = await startStand({ nodes: 2, ...options });
  stand = made;
  const [first, second] = made.nodes as [TestNode, TestNode];
  const status = (node: { name: string }) =>
    made.proxy.status()[0]?.nodes.find((one) => one.node === node.name) as NodeStatus;
  const set = (state: 'ready' | 'drain' | 'halt', node = first.name, service: string | null = 'web') =>
    made.proxy.setNode({ service, node, state });
  return { ...made, first, second, status, set };
}

/** A request that its node holds until it is told to finish. */
async function held(port: number, node: TestNode, begin = false) {
  const usual = node.answer;
  let finish = () => {};
  const there = node.received.length;
  node.answer = (request, response) => {
    request.resume();
    if (begin) response.write('be');
    finish = () => void response.end('gun');
  };
  const asked = await open(port);
  const begun = new Promise((resolve) => asked.once('response', resolve));
  const reply = replyTo(asked);
  reply.catch(() => {});
  asked.end();
  await until(() => node.received.length > there, { what: 'the node has it' });
  if (begin) await begun;
  node.answer = usual;
  return { reply, finish: () => finish() };
}

describe('a node that drains', () => {
  it('is given no new requests, and ends those that are under way', async () => {
    const { port, first, second, status, set } = await started();
    const { reply, finish } = await held(port, first);
    set('drain');
    expect(status(first)).toMatchObject({ state: 'up', admin: 'drain', active: 1 });
    expect(status(second)).toMatchObject({ state: 'up', admin: 'ready', active: 0 });
    for (let sent = 0; sent < 4; sent += 1) expect((await ask(port)).status).toBe(200);
    expect([first.received.length, second.received.length]).toEqual([1, 4]);
    finish();
    expect((await reply).status).toBe(200);
    await until(() => status(first).active === 0, { what: 'nothing is under way' });
    expect(status(first)).toMatchObject({ requests: 1, failures: 0 });
    set('ready');
    for (let sent = 0; sent < 4; sent += 1) await ask(port);
    expect([first.received.length, second.received.length]).toEqual([3, 6]);
  });

  it('is given none over connections that clients have kept either', async () => {
    const { port, first, second, set } = await started();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let sent = 0; sent < 2; sent += 1) await ask(port, { agent });
    set('drain');
    for (let sent = 0; sent < 4; sent += 1) await ask(port, { agent });
    expect([first.received.length, second.received.length]).toEqual([1, 5]);
    agent.destroy();
  });

  it('is checked still, and its health told', async () => {
    const { first, status, set, whenState, port, second } = await started();
    set('drain');
    first.health = (_request, response) => response.writeHead(503).end();
    await whenState(first, 'down');
    expect(status(first)).toMatchObject({ admin: 'drain', lastResult: '503, which is not 200' });
    first.health = (_request, response) => response.end();
    await whenState(first, 'up');
    expect(status(first).admin).toBe('drain');
    for (let sent = 0; sent < 3; sent += 1) await ask(port);
    expect([first.received.length, second.received.length]).toEqual([0, 3]);
  });

  it('is not the second choice of a request either', async () => {
    const slow = { method: 'GET', path: '/health', host: HOST, timeoutMs: 10_000, fall: 1, rise: 1 };
    const { port, first, second, set } = await started({
      service: { health: { ...slow, intervalMs: 3_600_000 } },
    });
    set('drain', second.name);
    await first.crash();
    expect((await ask(port)).status).toBe(502);
    expect(second.received).toEqual([]);
  });

  it('leaves 503 where it was the last', async () => {
    const { port, first, second, set, events } = await started();
    set('drain', first.name);
    set('drain', second.name);
    expect((await ask(port)).status).toBe(503);
    expect(events).toContainEqual(
      expect.objectContaining({ status: 503, node: null, why: 'no node of this service is healthy and ready' }),
    );
  });

  it('loses the clients that persistence kept on it, and gets them back', async () => {
    const { port, first, second, set } = await started({ service: { persistence: 'source' } });
    await ask(port);
    const [own, other] = first.received.length === 1 ? [first, second] : [second, first];
    set('drain', own.name);
    for (let sent = 0; sent < 3; sent += 1) await ask(port);
    expect([own.received.length, other.received.length]).toEqual([1, 3]);
    set('ready', own.name);
    await ask(port);
    expect([own.received.length, other.received.length]).toEqual([2, 3]);
  });
});

describe('a node that is halted', () => {
  it('loses what waits for its answer: 502', async () => {
    const { port, first, status, set, events } = await started();
    const { reply } = await held(port, first);
    set('halt');
    expect((await reply).status).toBe(502);
    await until(() => status(first).active === 0, { what: 'nothing is under way' });
    expect(status(first)).toMatchObject({ admin: 'halt', requests: 1, failures: 0 });
    expect(events).toContainEqual({
      type: 'request-failed',
      service: 'web',
      status: 502,
      node: 'node-1',
      why: 'the node was halted',
    });
    expect((await ask(port)).status).toBe(200);
    expect(first.received).toHaveLength(1);
  });

  it('before it has accepted is replaced by another, whose own failures are its own', async () => {
    const slow = { method: 'GET', path: '/health', host: HOST, timeoutMs: 10_000, fall: 1, rise: 1 };
    const { port, first, second, status, set } = await started({
      service: { health: { ...slow, intervalMs: 3_600_000 } },
    });
    second.answer = ({ socket }) => void socket.destroy();
    await first.crash();
    const mute = createServer((socket) => socket.on('error', () => {}).resume());
    await new Promise<void>((resolve) => mute.listen(first.port, first.address, resolve));
    const reply = ask(port);
    await until(() => status(first).active === 1, { what: 'it is tried' });
    set('halt');
    expect((await reply).status).toBe(502);
    expect(second.received).toHaveLength(1);
    expect(status(first)).toMatchObject({ requests: 0, failures: 0, active: 0 });
    expect(status(second)).toMatchObject({ requests: 1, failures: 1, active: 0 });
    await new Promise((resolve) => mute.close(resolve));
  });

  it('loses the answers that are on their way', async () => {
    const { port, first, status, set } = await started();
    const { reply } = await held(port, first, true);
    set('drain');
    expect(status(first).active).toBe(1);
    set('halt');
    await expect(reply).rejects.toThrow(/aborted|hang up|reset/);
    await until(() => status(first).active === 0, { what: 'nothing is under way' });
    expect(status(first).failures).toBe(0);
  });

  it('is taken again when it is ready', async () => {
    const { port, first, set } = await started();
    set('halt');
    await ask(port);
    await ask(port);
    expect(first.received).toHaveLength(0);
    set('ready');
    await ask(port);
    await ask(port);
    expect(first.received).toHaveLength(1);
  });
});

describe('in mode tcp', () => {
  it.each(['drain', 'halt'] as const)('%s', async (state) => {
    const made = await startTcpStand({ nodes: 2 });
    stand = made;
    const [first, second] = made.nodes as [TcpNode, TcpNode];
    const early = await openTcp(made.port);
    const atFirst = await first.connection(1);
    made.proxy.setNode({ service: null, node: 'node-1', state });
    expect(made.status(first).admin).toBe(state);
    for (let count = 1; count <= 3; count += 1) {
      await openTcp(made.port);
      await second.connection(count);
    }
    expect(first.connections).toHaveLength(1);
    if (state === 'halt') {
      await until(() => early.closed && atFirst.closed, { what: 'both sides are ended' });
      expect([early.broken, atFirst.broken]).toEqual([true, true]);
    } else {
      early.socket.write('still');
      await until(() => atFirst.text === 'still', { what: 'bytes pass still' });
      early.socket.end();
      atFirst.socket.end();
    }
    await until(() => made.status(first).active === 0, { what: 'nothing is under way' });
    expect(made.status(first).failures).toBe(0);
    expect(made.status(second).active).toBe(3);
  });
});

describe('what is wanted of a node', () => {
  it('is set for the services that are named', async () => {
    const { proxy, set, status, first } = await started();
    expect(() => set('drain', 'node-9')).toThrow(
      expect.objectContaining({
        code: 'balancer.node-unknown',
        field: 'node',
        message: 'The service web has no node node-9.',
        remedy: 'Use one of node-1, node-2.',
      }),
    );
    expect(() => set('drain', 'node-9', null)).toThrow(expect.objectContaining({ code: 'balancer.node-unknown' }));
    expect(() => set('drain', 'node-1', 'api')).toThrow(
      expect.objectContaining({
        code: 'balancer.service-unknown',
        field: 'service',
        message: 'The proxy has no service api.',
        remedy: 'Use one of web, or null for all.',
      }),
    );
    expect(proxy.status()[0]?.nodes.map(({ admin }) => admin)).toEqual(['ready', 'ready']);
    set('drain', 'node-1', null);
    expect(status(first).admin).toBe('drain');
  });

  it('is told with the time since when', async () => {
    const { set, status, first, whenState } = await started();
    const atFirst = status(first).since;
    set('ready');
    expect(status(first).since).toBe(atFirst);
    await until(() => new Date().toISOString() > atFirst, { what: 'the clock has moved' });
    set('drain');
    const drained = status(first).since;
    expect(drained > atFirst).toBe(true);
    await until(() => new Date().toISOString() > drained, { what: 'the clock has moved' });
    set('drain');
    expect(status(first).since).toBe(drained);
    first.health = (_request, response) => response.writeHead(503).end();
    await whenState(first, 'down');
    const { since, lastCheckedAt } = status(first);
    expect(since > drained).toBe(true);
    await until(() => (status(first).lastCheckedAt ?? '') > (lastCheckedAt ?? ''), { what: 'it was checked again' });
    expect(status(first).since).toBe(since);
  });
});
