import { createServer } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { ask } from './proxy-client.ts';
import { removeStandFiles, SLOW_CHECKS, type Stand, startStand, type TestNode } from './proxy-stand.ts';

let stand: Stand;
afterEach(() => stand.close());
afterAll(removeStandFiles);

const one = () => stand.nodes[0] as TestNode;

describe('connections to nodes', () => {
  it('are kept for further requests', async () => {
    stand = await startStand({ nodes: 1, service: { health: SLOW_CHECKS } });
    for (let sent = 0; sent < 5; sent += 1) expect((await ask(stand.port)).status).toBe(200);
    expect(one().sockets.size).toBe(1);
  });

  it('that the node closed meanwhile do not fail a request', async () => {
    stand = await startStand({ nodes: 1, service: { health: SLOW_CHECKS } });
    for (let sent = 0; sent < 20; sent += 1) {
      expect((await ask(stand.port)).status).toBe(200);
      for (const socket of one().sockets) socket.resetAndDestroy();
    }
  });
});

describe('a node that fails', () => {
  it('before anything was sent is replaced by the next, for methods that allow it', async () => {
    stand = await startStand({ nodes: 2, service: { health: SLOW_CHECKS } });
    const [first, second] = stand.nodes as [TestNode, TestNode];
    await first.crash();
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PUT', 'GET'])
      expect((await ask(stand.port, { method, ...(method === 'PUT' ? { body: 'whole' } : {}) })).status).toBe(200);
    expect(second.received).toHaveLength(6);
    expect(second.received[4]?.body?.bytes).toBe(5);
    const posts = [];
    for (let sent = 0; sent < 4; sent += 1) posts.push((await ask(stand.port, { method: 'POST', body: 'x' })).status);
    expect(posts.toSorted()).toEqual([200, 200, 502, 502]);
  });

  it('is not tried again where there is no other', async () => {
    stand = await startStand({ nodes: 1, service: { health: SLOW_CHECKS } });
    await one().crash();
    let connections = 0;
    const resetting = createServer((socket) => {
      connections += 1;
      socket.on('error', () => {}).resetAndDestroy();
    });
    await new Promise<void>((resolve) => resetting.listen(one().port, one().address, resolve));
    expect((await ask(stand.port)).status).toBe(502);
    expect(connections).toBe(1);
    await new Promise((resolve) => resetting.close(resolve));
  });

  it('is replaced once only', async () => {
    stand = await startStand({ nodes: 3, service: { health: SLOW_CHECKS } });
    const [first, second, third] = stand.nodes as [TestNode, TestNode, TestNode];
    await Promise.all([first.crash(), second.crash()]);
    const statuses = [];
    for (let sent = 0; sent < 6; sent += 1) statuses.push((await ask(stand.port)).status);
    expect(statuses).toContain(502);
    expect(third.received.length).toBe(statuses.filter((status) => status === 200).length);
  });

  it('once it had the request is not replaced', async () => {
    stand = await startStand({ nodes: 2 });
    for (const node of stand.nodes) node.answer = ({ socket }) => void socket.destroy();
    expect((await ask(stand.port)).status).toBe(502);
    expect(stand.nodes.flatMap(({ received }) => received)).toHaveLength(1);
    expect(stand.events).toContainEqual(
      expect.objectContaining({ type: 'request-failed', status: 502, node: 'node-1' }),
    );
  });

  it('in the middle of its answer cuts the answer of the client as well', async () => {
    stand = await startStand({ nodes: 1 });
    one().answer = (_request, response) => {
      response.write('half');
      setImmediate(() => response.socket?.destroy());
    };
    await expect(ask(stand.port)).rejects.toThrow(/aborted|hang up|reset/);
  });

  it('in the middle of traffic costs no more than the requests it had', async () => {
    stand = await startStand({ nodes: 3 });
    const [first] = stand.nodes as [TestNode];
    const statuses: number[] = [];
    let going = true;
    const client = async () => {
      while (going) statuses.push((await ask(stand.port)).status);
    };
    const clients = Array.from({ length: 8 }, client);
    await until(() => first.received.length > 5, { what: 'there is traffic' });
    await first.crash();
    await stand.whenState(first, 'down');
    const settled = statuses.length;
    await until(() => statuses.length > settled + 30, { what: 'traffic goes on' });
    going = false;
    await Promise.all(clients);
    expect(new Set(statuses.slice(0, settled))).toEqual(new Set([200, ...statuses.filter((status) => status === 502)]));
    expect(statuses.filter((status) => status !== 200).length).toBeLessThanOrEqual(8);
    expect(statuses.slice(settled + 8).every((status) => status === 200)).toBe(true);
  });
});
