import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isForged } from '../../../core/checks/forged-addresses.ts';
import { auditClientIp } from '../../../core/checks/judge/audit-client-ip.ts';
import { forgedDirect } from '../../../core/checks/judge/forged-direct.ts';
import { spoofAttempts, spoofRefused } from '../../../core/checks/judge/spoof-refused.ts';
import type { Look } from '../../../core/checks/look.ts';
import { closing } from '../../../core/checks/looks/closing.ts';
import { direct } from '../../../core/checks/looks/direct.ts';
import { forged } from '../../../core/checks/looks/forged.ts';
import { mostAttempts, requests } from '../../../core/checks/looks/requests.ts';
import { shapes } from '../../../core/checks/looks/shapes.ts';
import { sentRequests } from '../../../core/checks/requests-sent.ts';
import { forgedAddressFor } from '../../../core/client-ip/header-of-forged.ts';
import { IN_EVERY_SHAPE } from '../../../core/client-ip/spoof-variants.ts';
import { CLIENT_ADDRESS_HEADERS } from '../../../core/model/client-address-headers.ts';
import { addressOf, nodesOf } from '../../../core/model/farm-parts.ts';
import type { VantageRequest } from '../../../core/model/vantage.ts';
import { type Behaviour, inTestTime, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

beforeEach(() => {
  startTestClock();
  // Whether a connection has one request or three is left to chance: here always the same chance.
  let turn = 0;
  vi.spyOn(Math, 'random').mockImplementation(() => {
    turn += 1;
    return (turn * 0.618_033_988_75) % 1;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const SHAPES = [
  'HTTP/1.0',
  'Three requests on one connection',
  'Three requests on one connection, request 2',
  'Three requests on one connection, request 3',
  'The headers of a browser',
  'The cookie of a signed-in user',
  'POST',
  'A signed-in browser',
];
/** What a signed-in browser sends has all of these. */
const OF_BROWSERS = ['The headers of a browser', 'The cookie of a signed-in user', 'POST'];
const signsIn: Partial<Behaviour> = {
  setsCookies: ({ path }) => (path.includes('sign-in') ? ['session=secret; Path=/'] : []),
};

async function looked(behaviour: Partial<Behaviour>) {
  const farm = new SimulatedFarm({ persistence: 'none', ...behaviour });
  const sent: VantageRequest[] = [];
  const onRequest = farm.behaviour.onRequest;
  farm.behaviour.onRequest = (request, here) => {
    sent.push(request);
    return onRequest(request, here);
  };
  const { signal } = new AbortController();
  await inTestTime(requests.run(farm.verification, farm.seen, farm, signal));
  sent.length = 0;
  await inTestTime(forged.run(farm.verification, farm.seen, farm, signal));
  return { farm, sent };
}

const forgedIn = (request: VantageRequest) => headersOf(request).get('X-Forwarded-For') ?? null;
const headersOf = ({ headers = [] }: VantageRequest) => new Map(headers);
const believes = (header: string, when: (request: VantageRequest, nth: number) => boolean): Partial<Behaviour> => ({
  records: (request, nth) => {
    const value = headersOf(request).get(header);
    return value !== undefined && when(request, nth) ? value : request.from;
  },
});

test('a forged request of each shape goes to each node of each service, with every header, each with its own address', async () => {
  const { farm, sent } = await looked(signsIn);
  const shaped = spoofAttempts(farm.seen).filter(({ variant }) => variant.includes('('));
  for (const service of ['web', 'api'])
    expect(shaped.filter((attempt) => attempt.service === service).map(({ variant }) => variant)).toEqual(
      IN_EVERY_SHAPE.flatMap((id) => SHAPES.map((shape) => `${id} (${shape})`)),
    );
  expect(shaped.every(({ outcome }) => outcome === 'ignored')).toBe(true);
  const all = sent.filter(
    (request) => /^203\.0\.113\./.test(headersOf(request).get('True-Client-IP') ?? '') && headersOf(request).size > 30,
  );
  for (const request of all) {
    const headers = headersOf(request);
    for (const name of CLIENT_ADDRESS_HEADERS.filter((other) => other !== 'X-Forwarded-For'))
      expect(headers.get(name)).toContain(forgedAddressFor(name));
  }
  const withHeader = all.filter((request) => headersOf(request).get('X-Forwarded-For') === '192.0.2.66');
  const nodes = nodesOf(farm.verification.farm).map(({ name }) => name);
  for (const service of ['web', 'api'])
    for (const shape of ['', ...SHAPES.map((name) => ` (${name})`)]) {
      const own = farm.seen.spoofs.filter((one) => one.service === service && one.variant === `every-header${shape}`);
      expect([...new Set(own.map(({ request }) => request.node))].sort(), shape).toEqual(nodes);
    }
  expect(withHeader.length).toBeLessThan(2 * SHAPES.length * mostAttempts(nodes.length));
});

test('each shape is counted by its name', async () => {
  const { farm } = await looked(signsIn);
  const named = sentRequests(farm.seen).filter(({ shape }) => shape === 'forged: every-header (POST)');
  expect(named.length).toBeGreaterThanOrEqual(2 * 3);
  expect(named.every(({ asClients }) => asClients)).toBe(false);
});

const KEPT: { name: string; shape: string; behaviour: Partial<Behaviour> }[] = [
  {
    ...{ name: 'on HTTP/1.0', shape: 'HTTP/1.0' },
    behaviour: believes('X-Forwarded-For', ({ version }) => version === '1.0'),
  },
  {
    ...{ name: 'of the second request on a connection', shape: 'Three requests on one connection, request 2' },
    behaviour: believes('X-Forwarded-For', (_request, nth) => nth === 2),
  },
  {
    ...{ name: 'of the third request on a connection', shape: 'Three requests on one connection, request 3' },
    behaviour: believes('X-Forwarded-For', (_request, nth) => nth === 3),
  },
  {
    ...{ name: 'of a browser', shape: 'The headers of a browser' },
    behaviour: believes('X-Real-IP', (request) => headersOf(request).has('User-Agent')),
  },
  {
    ...{ name: 'with a cookie', shape: 'The cookie of a signed-in user' },
    behaviour: believes('X-Forwarded-For', (request) => headersOf(request).has('Cookie')),
  },
  {
    ...{ name: 'on POST', shape: 'POST' },
    behaviour: believes('CF-Connecting-IP', ({ method }) => method === 'POST'),
  },
];

test.each(KEPT)('a header that is believed $name is seen', async ({ shape, behaviour }) => {
  const { farm } = await looked({ ...signsIn, ...behaviour });
  const believed = spoofAttempts(farm.seen).filter(({ outcome }) => outcome === 'believed');
  const others = ['A signed-in browser'].filter(() => OF_BROWSERS.includes(shape));
  expect([...new Set(believed.map(({ variant }) => variant))]).toEqual(
    IN_EVERY_SHAPE.flatMap((id) => [shape, ...others].map((one) => `${id} (${one})`)),
  );
  const judged = spoofRefused.judge(farm.verification, farm.seen);
  expect(judged.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
  expect(judged[0]?.cause).toContain(`every-header (${shape})`);
});

test('a farm whose POST requests are wrong already is not blamed for forged ones that are recorded the same', async () => {
  const farm = new SimulatedFarm({
    persistence: 'none',
    records: ({ method, from }) => (method === 'POST' ? '127.9.9.4' : from),
  });
  const { signal } = new AbortController();
  for (const look of [requests, shapes, forged]) await inTestTime(look.run(farm.verification, farm.seen, farm, signal));
  expect(spoofRefused.judge(farm.verification, farm.seen).map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});

test('a farm that records one client for all is not blamed for forged requests of another that are recorded the same', async () => {
  const farm = new SimulatedFarm({ persistence: 'none', clients: 2, records: () => '127.9.9.10' });
  const { signal } = new AbortController();
  for (const look of [requests, shapes, forged]) await inTestTime(look.run(farm.verification, farm.seen, farm, signal));
  expect(spoofRefused.judge(farm.verification, farm.seen).map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});

test('two requests at the same time that get each other’s address are seen', async () => {
  const last = new Map<string, string>();
  const farm = new SimulatedFarm({
    ...{ persistence: 'none', clients: 2 },
    records: ({ from, to }) => {
      const before = last.get(`${to.port}`) ?? from;
      last.set(`${to.port}`, from);
      return before;
    },
  });
  Object.assign(farm.seen, { spoofs: [], direct: [] });
  const { signal } = new AbortController();
  for (const look of [requests, shapes]) await inTestTime(look.run(farm.verification, farm.seen, farm, signal));
  expect(auditClientIp.judge(farm.verification, farm.seen).map(({ verdict }) => verdict)).toContain('fail');
});

test('a refusal of a shape says something of the header only beside the same shape without it', async () => {
  const farm = new SimulatedFarm({ persistence: 'none' });
  const { send } = farm.vantage;
  const refusal = { status: 403, headers: [], body: '', certificate: null, elapsedMs: 0 };
  farm.vantage.send = async (request, signal) =>
    request.method === 'POST' ? { ...refusal, sentFrom: request.from } : await send(request, signal);
  const { signal } = new AbortController();
  for (const look of [requests, forged]) await inTestTime(look.run(farm.verification, farm.seen, farm, signal));
  const posts = spoofAttempts(farm.seen).filter(({ variant }) => variant.endsWith('(POST)'));
  expect(posts.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
});

test('the plain request beside a refused one is looked up like any other', async () => {
  const asked: string[] = [];
  const farm = new SimulatedFarm({
    persistence: 'none',
    // After something was refused, the next request that forges nothing is recorded with the balancer.
    records: (request) => (forgedIn(request) === null && asked.splice(0).length > 0 ? '127.9.9.4' : request.from),
  });
  const { send } = farm.vantage;
  farm.vantage.send = async (request, signal) => {
    if (forgedIn(request) === null || request.method === 'POST') return await send(request, signal);
    asked.push(request.path);
    return { status: 403, headers: [], body: '', certificate: null, elapsedMs: 0, sentFrom: request.from };
  };
  const { signal } = new AbortController();
  for (const look of [requests, shapes, forged]) await inTestTime(look.run(farm.verification, farm.seen, farm, signal));
  expect(auditClientIp.judge(farm.verification, farm.seen).map(({ verdict }) => verdict)).toContain('fail');
});

test('a header that is believed of the second client only is seen, and so is one in another shape', async () => {
  const { farm, sent } = await looked({
    ...signsIn,
    clients: 3,
    ...believes('X-Client-IP', ({ from, method }) => from === '127.9.9.11' && method === 'POST'),
  });
  const believed = spoofAttempts(farm.seen).filter(({ outcome }) => outcome === 'believed');
  expect([...new Set(believed.map(({ variant }) => variant))]).toEqual([
    'every-header (POST)',
    'every-header (A signed-in browser)',
    'public-address (POST)',
    'public-address (A signed-in browser)',
  ]);
  expect([...new Set(sent.map(({ from }) => from))].sort()).toEqual(['127.9.9.10', '127.9.9.11']);
  const told = forged.sends(farm.verification, farm.consent).join(' ');
  expect(told).toContain('22 requests with forged headers go from each of 127.9.9.10 and 127.9.9.11 to every service');
});

test.each([
  'through the balancer',
  'straight to a node',
])('a forged request %s that is refused, and recorded a while later, is not told as refused', async (way) => {
  const farm = new SimulatedFarm({ persistence: 'none', records: (request) => forgedIn(request) || request.from });
  const written: string[] = [];
  const { send } = farm.vantage;
  const nodes = nodesOf(farm.verification.farm).map(addressOf);
  farm.vantage.send = async (request, signal) => {
    const answer = await send(request, signal);
    const isStraight = nodes.includes(request.to.address);
    if (forgedIn(request) === null || isStraight !== (way === 'straight to a node')) return answer;
    written.push(`${request.path} ${request.body ?? ''}`);
    return { ...answer, status: 403, headers: [] };
  };
  farm.vantage.converse = (all, signal) => Promise.all(all.map((request) => farm.vantage.send(request, signal)));
  const host = farm.host;
  let isLate = false;
  farm.host = (name) => ({
    ...host(name),
    read: async (reading, signal) => {
      const text = await host(name).read(reading, signal);
      if (text === null || isLate || reading.kind !== 'file' || !reading.path.startsWith('audit')) return text;
      const rows = JSON.parse(text) as { raw: string }[];
      return JSON.stringify(rows.filter(({ raw }) => !written.some((sent) => sent.includes(raw))));
    },
  });
  const { signal } = new AbortController();
  const run = (look: Look) => inTestTime(look.run(farm.verification, farm.seen, farm, signal));
  for (const look of [requests, forged, direct]) await run(look);
  const check = way === 'straight to a node' ? forgedDirect : spoofRefused;
  const verdicts = () => new Set(check.judge(farm.verification, farm.seen).map(({ verdict }) => verdict));
  expect(verdicts()).toEqual(new Set(['pass']));
  isLate = true;
  await run(closing);
  expect(verdicts()).toEqual(new Set(['fail']));
});

test('a header that a node believes of a POST that comes straight to it is seen', async () => {
  const farm = new SimulatedFarm({ persistence: 'none' });
  const nodes = nodesOf(farm.verification.farm).map(addressOf);
  farm.behaviour.records = (request) => {
    const isIt = nodes.includes(request.to.address) && request.method === 'POST';
    return (isIt ? forgedIn(request) : null) ?? request.from;
  };
  await inTestTime(direct.run(farm.verification, farm.seen, farm, new AbortController().signal));
  const judged = forgedDirect.judge(farm.verification, farm.seen);
  expect(judged.map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'fail']);
  expect(farm.seen.direct.map(({ variant }) => variant)).toContain('every-header (POST)');
});

test('a shape that cannot be sent is told', async () => {
  const { farm } = await looked({});
  expect(farm.seen.shapesMissing.map(({ service, shape }) => `${service} ${shape}`)).toEqual([
    'web signed-in',
    'web signed-in-browser',
    'api signed-in',
    'api signed-in-browser',
  ]);
  expect(forged.sends(farm.verification, farm.consent)[0]).toContain('22 requests with forged headers go from');
});

test.each([
  ['192.0.2.66:4711', true],
  ['::ffff:192.0.2.66', true],
  ['[2001:db8::66]:443', true],
  ['203.0.113.1', true],
  ['192.0.2.67', false],
  [null, false],
])('%s in a record was forged: %s', (address, forgedIt) => {
  expect(isForged(address)).toBe(forgedIt);
});
