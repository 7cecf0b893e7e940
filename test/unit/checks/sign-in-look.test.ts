import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signInAcross } from '../../../core/checks/judge/sign-in-across.ts';
import { signIn } from '../../../core/checks/looks/sign-in.ts';
import { untriedShapes } from '../../../core/checks/not-tried.ts';
import { addressOf, nodesOf } from '../../../core/model/farm-parts.ts';
import type { VantageAnswer } from '../../../core/model/vantage.ts';
import { SIGN_IN_AS } from '../../../core/profiles/sample/requests.ts';
import { inTestTime, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

beforeEach(startTestClock);
afterEach(() => {
  vi.useRealTimers();
});

/** A node that signs with one key, and takes the cookies of some. */
interface Keys {
  signs: string;
  takes: string[];
  /** It never looks at the end of a cookie, which is its signature. */
  ignoresEnd?: boolean;
}

const SAME: Keys = { signs: 'a', takes: ['a'] };

/** What is judged of three nodes with these keys. Through the balancer the first one answers. */
async function judged(keys: Keys[], cookieThrough: (cookie: string, from: string) => string = (cookie) => cookie) {
  const farm = new SimulatedFarm({ persistence: 'none', clients: 2, nodes: keys.length });
  const addresses = nodesOf(farm.verification.farm).map(addressOf);
  const asked: string[] = [];
  farm.vantage.send = async (request) => {
    const at = addresses.indexOf(request.to.address);
    const node = keys[Math.max(0, at)] ?? SAME;
    const given = new Map(request.headers).get('Cookie') ?? '';
    const cookie = at < 0 ? cookieThrough(given, request.from) : given;
    const answer = (status: number, body: string, headers: [string, string][]): VantageAnswer => ({
      ...{ status, headers, body, sentFrom: request.from, certificate: null, elapsedMs: 0 },
    });
    // The one that counts comes after another one.
    if (request.path.includes('sign-in'))
      return answer(204, '', [
        ['Set-Cookie', 'theme=dark'],
        ['Set-Cookie', `session=${node.signs}; HttpOnly`],
      ]);
    asked.push(`${at} ${given}`);
    const isBegun = node.takes.some((key) => cookie.includes(`session=${key.slice(0, key.indexOf('.') + 1)}`));
    if (node.ignoresEnd === true && isBegun) return answer(200, JSON.stringify({ account: SIGN_IN_AS }), []);
    const isKnown = node.takes.some((key) => cookie.endsWith(`session=${key}`) || (key === 'any' && cookie !== ''));
    return isKnown ? answer(200, JSON.stringify({ account: SIGN_IN_AS }), []) : answer(401, '', []);
  };
  await inTestTime(signIn.run(farm.verification, farm.seen, farm, new AbortController().signal));
  const outcomes = signInAcross.judge(farm.verification, farm.seen);
  return {
    asked,
    notTried: untriedShapes(farm.verification, farm.seen),
    verdicts: outcomes.map(({ subject, verdict }) => `${subject.node ?? 'through'} ${verdict}`),
    outcomes,
  };
}

test('the cookie of every node goes to every node, and to each a request without one', async () => {
  const { asked, verdicts } = await judged([SAME, SAME, SAME]);
  for (const node of [0, 1, 2]) {
    expect(asked.filter((one) => one === `${node} theme=dark; session=a`)).toHaveLength(3);
    expect(asked.filter((one) => one === `${node} `)).toHaveLength(1);
  }
  expect(verdicts).toEqual(['node-01 pass', 'node-02 pass', 'node-03 pass', 'through pass']);
});

test('a node with another key is the one that is named, also if it is the first', async () => {
  const other = { signs: 'b', takes: ['b'] };
  expect((await judged([SAME, other, SAME])).verdicts).toEqual(['node-01 pass', 'node-02 fail', 'node-03 pass']);
  expect((await judged([other, SAME, SAME])).verdicts).toEqual(['node-01 fail', 'node-02 pass', 'node-03 pass']);
});

test('two nodes that get on with the first and not with each other are seen', async () => {
  const { verdicts, outcomes } = await judged([
    { signs: 'a', takes: ['a', 'b'] },
    { signs: 'b', takes: ['a', 'b'] },
    { signs: 'a', takes: ['a'] },
  ]);
  expect(verdicts).toEqual(['node-01 pass', 'node-02 pass', 'node-03 fail']);
  expect(outcomes[2]?.cause).toBe('node-03 answered 401 to a request that had signed in on node-02.');
});

test('a balancer that takes the cookie out of requests, or gives everybody one, is seen', async () => {
  const all = [SAME, SAME, SAME];
  expect((await judged(all, () => '')).verdicts.at(-1)).toBe('through fail');
  expect((await judged(all, () => 'session=a')).verdicts.at(-1)).toBe('through fail');
  const second = (cookie: string, from: string) => (from === '127.9.9.11' ? '' : cookie);
  expect((await judged(all, second)).verdicts.at(-1)).toBe('through fail');
});

test('of many nodes each cookie goes to some, the first among them, and the rest is told as not tried', async () => {
  const { asked, verdicts, notTried } = await judged(Array.from({ length: 30 }, () => SAME));
  const withCookie = asked.filter((one) => one.endsWith('session=a') && !one.startsWith('-1'));
  expect(withCookie).toHaveLength(30 * 25);
  expect(withCookie.filter((one) => one.startsWith('0 '))).toHaveLength(30);
  expect(new Set(verdicts.map((one) => one.split(' ')[1]))).toEqual(new Set(['pass']));
  expect(notTried).toContain('The cookie of a sign-in went to 25 of 30 nodes, and not to the others.');
});

test('a node that takes any cookie is seen', async () => {
  const { verdicts, outcomes } = await judged([SAME, { signs: 'a', takes: ['any'] }, SAME]);
  expect(verdicts).toEqual(['node-01 pass', 'node-02 fail', 'node-03 pass']);
  expect(outcomes[1]?.cause).toContain('to a cookie that nobody was given');
});

test('a node that does not check the signature of a cookie is seen', async () => {
  const cookie = 'what-a-cookie-says.how-it-is-signed';
  const good: Keys = { signs: cookie, takes: [cookie] };
  expect((await judged([good, good, good])).verdicts.slice(0, 3)).toEqual([
    'node-01 pass',
    'node-02 pass',
    'node-03 pass',
  ]);
  const { verdicts } = await judged([good, { ...good, ignoresEnd: true }, good]);
  expect(verdicts).toContain('node-02 fail');
});
