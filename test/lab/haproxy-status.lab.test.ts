import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { PoolMember } from '../../core/model/balancer.ts';
import { type HaproxyStand, removeAuthority, startHaproxyStand } from '../support/haproxy-stand.ts';
import { until } from '../support/until.ts';

// The status text of a real HAProxy in each state that a node passes through.
/** States in transition last 300 ms, so that none is missed. */
const SLOW = { intervalMs: 100, timeoutMs: 2_000, fall: 4, rise: 4 };
let stand: HaproxyStand;

beforeEach(async () => {
  // More servers than are rendered, in states that only an administrator makes.
  const change = (text: string) =>
    text
      .replace('    http-check expect', '    http-check disable-on-404\n    http-check expect')
      .replace(
        / {4}server node-2 .*\n/,
        (line) => `${line.replace('\n', ' disabled\n')}    server node-3 127.0.0.1:9 no-check\n`,
      );
  stand = await startHaproxyStand({ change, model: { healthCheck: SLOW }, waitForUp: false });
  await stand.whenState('node-1', 'up');
});
afterEach(() => stand.end());
afterAll(removeAuthority);

const member = async (name: string) => (await stand.status()).find(({ node }) => node === name);
/** What was seen of the first node until its status is this: each status once, with what was made of it. */
const passing = async (health: number, last: string) => {
  const seen = new Map<string, PoolMember>();
  const [node] = stand.nodes;
  if (node === undefined) throw new Error('the stand has a node');
  node.health = health;
  await until(
    async () => {
      const now = await member('node-1');
      const status = now?.detail.split(';')[0] ?? '';
      if (now !== undefined) seen.set(status, now);
      return status === last;
    },
    { what: `node-1 is ${last}` },
  );
  return seen;
};
const states = (seen: Map<string, PoolMember>) =>
  Object.fromEntries([...seen].map(([status, { state }]) => [status.replace(/ \d\/\d$/, ' n/m'), state]));

it('up, going down, down, coming up', async () => {
  const falling = await passing(302, 'DOWN');
  expect(states(falling)).toMatchObject({ 'UP n/m': 'unknown', DOWN: 'down' });
  expect(falling.get('DOWN')?.detail).toMatch(/^DOWN; L7STS, code 302, \d+ ms: Layer7 wrong status, Found$/);
  expect(states(await passing(200, 'UP'))).toMatchObject({ 'DOWN n/m': 'down', UP: 'up' });
  expect((await member('node-1'))?.detail).toMatch(/^UP; L7OK, code 200, \d+ ms: Layer7 check passed/);
});

it('not load balanced, and going down from there', async () => {
  const stopping = await passing(404, 'NOLB');
  expect(states(stopping)).toMatchObject({ NOLB: 'drain' });
  expect(stopping.get('NOLB')?.detail).toMatch(/^NOLB; L7OKC, code 404, \d+ ms: Layer7 check conditionally passed/);
  expect(states(await passing(503, 'DOWN'))).toMatchObject({ 'NOLB n/m': 'unknown', DOWN: 'down' });
});

it('draining, and going down from there', async () => {
  await stand.setNode('node-1', 'drain');
  expect(states(await passing(200, 'DRAIN'))).toMatchObject({ DRAIN: 'drain' });
  expect(states(await passing(503, 'DOWN'))).toMatchObject({ 'DRAIN n/m': 'unknown', DOWN: 'down' });
});

it('in maintenance, and without a check', async () => {
  expect(await member('node-2')).toEqual({ service: 'web', node: 'node-2', state: 'down', detail: 'MAINT' });
  expect(await member('node-3')).toEqual({ service: 'web', node: 'node-3', state: 'unknown', detail: 'no check' });
});

it('a node that refuses connections, in words', async () => {
  await stand.nodes[0]?.crash();
  expect((await stand.whenState('node-1', 'down')).detail).toMatch(
    /^DOWN; L4CON, \d+ ms: Layer4 connection problem, Connection refused$/,
  );
});

it('the table of a real HAProxy holds a row for each node and nothing else', async () => {
  expect((await stand.status()).map(({ service, node }) => `${service} ${node}`)).toEqual([
    'web node-1',
    'web node-2',
    'web node-3',
  ]);
});
