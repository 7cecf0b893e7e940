import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { CLIENT, client, type HaproxyStand, removeAuthority, startHaproxyStand } from '../support/haproxy-stand.ts';
import { until } from '../support/until.ts';

// Who is sent to which node by a real HAProxy: with and without persistence, while a node drains, and after it died.
const PERSISTENT = { persistence: 'source' as const };
const CLIENTS = Array.from({ length: 6 }, (_, number) => client(number));
let stand: HaproxyStand;

afterEach(() => stand.end());
afterAll(removeAuthority);

const nodeOf = async (from: string) => (await stand.ask({ from })).body;
const nodesOf = async (clients = CLIENTS) => {
  const nodes: string[] = [];
  for (const from of clients) nodes.push(await nodeOf(from));
  return nodes;
};
const named = (name: string) => {
  const found = stand.nodes.find((node) => node.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};
const other = (name: string) => (name === 'node-1' ? 'node-2' : 'node-1');

describe('source persistence', () => {
  it('one client stays on one node, many clients spread', async () => {
    stand = await startHaproxyStand(PERSISTENT);
    const first = await nodesOf();
    expect(first.filter((name) => name === 'node-1')).toHaveLength(3);
    expect(await nodesOf()).toEqual(first);
  });

  it('without it one client meets every node', async () => {
    stand = await startHaproxyStand();
    expect([...(await nodesOf([CLIENT, CLIENT]))].sort()).toEqual(['node-1', 'node-2']);
  });

  it('IPv6 clients too', async () => {
    const all = { address: '::1', nodeAddress: '::1', ...PERSISTENT, model: { sourceAddress: '::1' } };
    stand = await startHaproxyStand(all);
    const first = (await stand.ask()).body;
    for (let count = 0; count < 3; count += 1) expect((await stand.ask()).body).toBe(first);
    expect(await stand.command('show table web')).toMatch(/key=::1 /);
  });

  it('a client moves when its node dies, and stays where it is when the node comes back', async () => {
    stand = await startHaproxyStand(PERSISTENT);
    const before = await nodeOf(CLIENT);
    await named(before).crash();
    expect(await nodeOf(CLIENT)).toBe(other(before));
    await stand.whenState(before, 'down');
    await named(before).listen();
    await stand.whenState(before, 'up');
    expect(await nodeOf(CLIENT)).toBe(other(before));
  });

  it('a restart forgets the clients, and which node drained', async () => {
    stand = await startHaproxyStand(PERSISTENT);
    await nodesOf();
    await stand.setNode('node-1', 'drain');
    await stand.restart();
    await stand.whenState('node-1', 'up');
    expect(await stand.command('show table web')).toMatch(/used:0/);
  });
});

describe('what is wrong with the ways at hand', () => {
  const usual = {
    ...PERSISTENT,
    change: (text: string) => {
      const own = / {4}http-request set-var\(txn\.kept\)[\s\S]*stick store-request src\n/;
      if (!own.test(text)) throw new Error('the rendered lines are not as expected');
      return text.replace(own, '    stick on src\n');
    },
  };

  it('state drain alone: HAProxy lets the clients it knows stay', async () => {
    stand = await startHaproxyStand(usual);
    const before = await nodeOf(CLIENT);
    await stand.command(`set server web/${before} state drain`);
    expect((await stand.whenState(before, 'drain')).node).toBe(before);
    expect(await nodeOf(CLIENT)).toBe(before);
  });

  it('deleting the entries: a request that is under way writes its entry again when it ends', async () => {
    stand = await startHaproxyStand(usual);
    const before = await nodeOf(CLIENT);
    const held = stand.ask({ path: '/hold' });
    await until(() => named(before).held === 1, { what: 'the request is under way' });
    await stand.command(`set server web/${before} state drain`);
    expect(await stand.command(`clear table web data.server_id eq ${before.at(-1)}`)).toBe('\n');
    expect(await stand.command('show table web')).not.toContain('key=');
    named(before).release();
    expect((await held).body).toBe(before);
    expect(await nodeOf(CLIENT)).toBe(before);
  });
});

describe('drain', () => {
  it.each([
    ['with persistence', PERSISTENT],
    ['without', {}],
  ])('every client moves, what is under way ends, and ready brings the node back: %s', async (_what, wanted) => {
    stand = await startHaproxyStand(wanted);
    const before = await nodeOf(CLIENT);
    const held = CLIENTS.map((from) => stand.ask({ from, path: '/hold' }));
    const waiting = () => stand.nodes.reduce((sum, node) => sum + node.held, 0);
    await until(() => waiting() === CLIENTS.length, { what: 'the requests are under way' });
    const under = named(before).held;
    expect(under).toBeGreaterThan(0);

    await stand.setNode(before, 'drain');
    expect((await stand.whenState(before, 'drain')).detail).toMatch(/^DRAIN; L7OK/);
    expect(new Set(await nodesOf())).toEqual(new Set([other(before)]));
    for (const node of stand.nodes) node.release();
    const ended = await Promise.all(held);
    expect(ended.map(({ status }) => status)).toEqual(CLIENTS.map(() => 200));
    expect(ended.filter(({ body }) => body === before)).toHaveLength(under);
    // What was under way wrote its clients' entries again: they are passed over.
    expect(new Set(await nodesOf())).toEqual(new Set([other(before)]));

    await stand.setNode(before, 'ready');
    await stand.whenState(before, 'up');
    await expect.poll(() => nodesOf([...CLIENTS, client(6), client(7)]), { timeout: 10_000 }).toContain(before);
  });

  it('again and the other way round, each as often as it is asked', async () => {
    stand = await startHaproxyStand(PERSISTENT);
    for (const node of ['node-1', 'node-2', 'node-1']) {
      await stand.setNode(node, 'drain');
      await stand.setNode(node, 'drain');
      expect(new Set(await nodesOf())).toEqual(new Set([other(node)]));
      await stand.setNode(node, 'ready');
      await stand.setNode(node, 'ready');
      await stand.whenState(node, 'up');
    }
  });

  it('a node that is down while it drains is down; once healthy it drains still', async () => {
    stand = await startHaproxyStand();
    await stand.setNode('node-1', 'drain');
    named('node-1').health = 503;
    await stand.whenState('node-1', 'down');
    named('node-1').health = 200;
    await stand.whenState('node-1', 'drain');
  });

  it('a node or service that is not there is told in HAProxy’s words', async () => {
    stand = await startHaproxyStand();
    await expect(stand.setNode('node-9', 'drain')).rejects.toMatchObject({
      code: 'balancer.command-refused',
      message: expect.stringContaining('No such server.'),
    });
    const withoutServer = await startHaproxyStand({
      change: (text) => text.replaceAll(/(frontend|backend) web$/gm, '$1 api'),
    });
    await expect(withoutServer.setNode('node-1', 'drain')).rejects.toMatchObject({
      message: expect.stringContaining('No such backend.'),
    });
    await withoutServer.end();
  });
});
