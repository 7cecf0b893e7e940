import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { NodeStatus } from '../../../core/proxy/node-pool.ts';
import { NodeTraffic } from '../../../core/proxy/node-traffic.ts';
import { until } from '../../support/until.ts';
import { ask, open, replyTo } from './proxy-client.ts';
import { HOST, removeStandFiles, type Stand, startStand, type TestNode } from './proxy-stand.ts';

let stand: Stand | undefined;
afterEach(async () => {
  await stand?.close();
  stand = undefined;
});
afterAll(removeStandFiles);

const SLOW_CHECKS = { method: 'GET', path: '/health', host: HOST, timeoutMs: 10_000, fall: 1, rise: 1 };

async function started(nodes: number) {
  const made = await startStand({ nodes, service: { health: { ...SLOW_CHECKS, intervalMs: 3_600_000 } } });
  stand = made;
  const status = (index = 0) => made.proxy.status()[0]?.nodes[index] as NodeStatus;
  const settled = () =>
    until(() => made.proxy.status()[0]?.nodes.every(({ active }) => active === 0), { what: 'nothing is under way' });
  return { ...made, node: made.nodes[0] as TestNode, status, settled };
}

describe('what a node is counted', () => {
  it('are requests, and the bytes of their bodies in each direction, as they pass', async () => {
    const { port, node, status, settled } = await started(1);
    node.answer = (request, response) => void request.pipe(response);
    await ask(port, { method: 'POST', body: 'twelve bytes' });
    await settled();
    expect(status()).toMatchObject({ requests: 1, failures: 0, bytesIn: 12, bytesOut: 12 });
    node.answer = (request, response) => void request.resume().once('end', () => response.end('abc'));
    await ask(port);
    await settled();
    expect(status()).toMatchObject({ requests: 2, failures: 0, bytesIn: 12, bytesOut: 15 });
    node.answer = (request, response) => void request.pipe(response);
    const asked = await open(port, { method: 'PUT', lines: [['Transfer-Encoding', 'chunked']] });
    const reply = replyTo(asked);
    asked.write('half');
    await until(() => status().bytesOut === 19, { what: 'the first half is back' });
    expect(status()).toMatchObject({ active: 1, requests: 3, bytesIn: 16 });
    asked.end();
    await reply;
    await settled();
  });

  it('are requests under way, however many', async () => {
    const { port, node, status, settled } = await started(1);
    const held: (() => void)[] = [];
    node.answer = (_request, response) => held.push(() => response.end());
    const replies = Array.from({ length: 5 }, () => ask(port));
    await until(() => held.length === 5, { what: 'the node has all five' });
    expect(status()).toMatchObject({ active: 5, requests: 5 });
    held.pop()?.();
    await until(() => status().active === 4, { what: 'one is answered' });
    for (const finish of held) finish();
    await Promise.all(replies);
    await settled();
  });

  it('is no request that is refused before', async () => {
    const { port, status } = await started(1);
    expect((await ask(port, { lines: [['Upgrade', 'h2c']] })).status).toBe(501);
    expect(status()).toMatchObject({ active: 0, requests: 0, failures: 0 });
  });

  it('is a failure at the node that was not reached, though another answered', async () => {
    const { port, node, nodes, status, settled } = await started(2);
    await node.crash();
    expect((await ask(port)).status).toBe(200);
    await settled();
    expect(status(0)).toMatchObject({ requests: 0, failures: 1 });
    expect(status(1)).toMatchObject({ requests: 1, failures: 0 });
    expect(nodes[1]?.received).toHaveLength(1);
  });

  it.each<[string, TestNode['answer'], number | 'cut']>([
    ['an answer that does not come', ({ socket }) => void socket.destroy(), 502],
    ['an answer that is none', ({ socket }) => void socket.end('nonsense\r\n\r\n'), 502],
    ['an answer that cannot be passed on', ({ socket }) => void socket.end('HTTP/1.1 099 Odd\r\n\r\n'), 502],
    [
      'an answer that is cut',
      (_request, response) => {
        response.writeHead(200, { 'Content-Length': '9' });
        response.write('half');
        setImmediate(() => response.socket?.destroy());
      },
      'cut',
    ],
  ])('is one failure for %s', async (_what, answer, wanted) => {
    const { port, node, status, settled } = await started(1);
    node.answer = answer;
    const got = await ask(port, { method: 'POST', body: 'x' }).then(
      ({ status: code }) => code,
      () => 'cut',
    );
    expect(got).toBe(wanted);
    await settled();
    expect(status()).toMatchObject({ requests: 1, failures: 1 });
  });

  it.each([false, true])('is no failure where the client goes away (answered half: %s)', async (begin) => {
    const { port, node, status, settled } = await started(1);
    node.answer = (_request, response) => {
      if (begin) response.write('half');
    };
    const asked = await open(port);
    asked.on('error', () => {});
    const begun = new Promise((resolve) => asked.once('response', (response) => response.once('data', resolve)));
    asked.end();
    await until(() => node.received.length === 1, { what: 'the node has it' });
    if (begin) await begun;
    asked.destroy();
    await settled();
    expect(status()).toMatchObject({ requests: 1, failures: 0 });
  });

  it('is no failure that a kept connection was closed meanwhile', async () => {
    const { port, node, status, settled } = await started(1);
    for (let sent = 0; sent < 10; sent += 1) {
      expect((await ask(port)).status).toBe(200);
      for (const socket of node.sockets) socket.resetAndDestroy();
    }
    await settled();
    expect(status().failures).toBe(0);
  });
});

describe('the traffic of a node', () => {
  it('is over once for each that began, and halting ends each', () => {
    const traffic = new NodeTraffic();
    const halted: string[] = [];
    const same = () => void halted.push('same');
    const overs = [traffic.begin(same), traffic.begin(same), traffic.begin(() => void halted.push('other'))];
    expect(traffic.active).toBe(3);
    overs[0]?.();
    overs[0]?.();
    expect(traffic.active).toBe(2);
    traffic.halt();
    expect(halted).toEqual(['same', 'other']);
    expect(traffic.active).toBe(2);
    for (const over of overs) over();
    expect(traffic.active).toBe(0);
  });
});
