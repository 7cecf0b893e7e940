import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Check } from '../../../core/checks/check.ts';
import { auditClientIp } from '../../../core/checks/judge/audit-client-ip.ts';
import { auditRecorded } from '../../../core/checks/judge/audit-recorded.ts';
import { requestsAnswered } from '../../../core/checks/judge/requests-answered.ts';
import { spoofRefused } from '../../../core/checks/judge/spoof-refused.ts';
import { unchanged } from '../../../core/checks/judge/unchanged.ts';
import type { Look } from '../../../core/checks/look.ts';
import { closing } from '../../../core/checks/looks/closing.ts';
import { forged } from '../../../core/checks/looks/forged.ts';
import { lastRequests } from '../../../core/checks/looks/last-requests.ts';
import { requests } from '../../../core/checks/looks/requests.ts';
import { shapes } from '../../../core/checks/looks/shapes.ts';
import { untriedShapes } from '../../../core/checks/not-tried.ts';
import { verify } from '../../../core/checks/verify.ts';
import { type Behaviour, inTestTime, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

beforeEach(startTestClock);
afterEach(() => {
  vi.useRealTimers();
});

const { signal } = new AbortController();
const run = (farm: SimulatedFarm, looks: Look[]) =>
  inTestTime(
    (async () => {
      for (const look of looks) await look.run(farm.verification, farm.seen, farm, signal);
    })(),
  );
const verdicts = (check: Check, { verification, seen }: SimulatedFarm) => [
  ...new Set(check.judge(verification, seen).map(({ verdict }) => verdict)),
];

/** A farm whose balancer chooses in turn, of which only what these looks see is known. */
function plainFarm(behaviour: Partial<Behaviour> = {}): SimulatedFarm {
  const farm = new SimulatedFarm({ persistence: 'none', ...behaviour });
  Object.assign(farm.seen, { spoofs: [], direct: [], settings: new Map(), pool: { value: farm.pool() } });
  return farm;
}

/** A farm whose balancer chooses in turn, looked at up to its last looks, then changed, and looked at to the end. */
async function changedMeanwhile(behaviour: Partial<Behaviour>, change: (farm: SimulatedFarm) => unknown) {
  const farm = plainFarm(behaviour);
  await run(farm, [requests, shapes]);
  await change(farm);
  await run(farm, [lastRequests, closing]);
  return farm;
}

test('each node is asked once more at the end, and nothing is found where nothing changed', async () => {
  const before = plainFarm();
  await run(before, [requests, shapes]);
  const farm = await changedMeanwhile({}, () => {});
  expect(farm.seen.shaped.length).toBeGreaterThanOrEqual(before.seen.shaped.length + 2 * 3);
  for (const check of [auditClientIp, auditRecorded, requestsAnswered]) expect(verdicts(check, farm)).toEqual(['pass']);
});

test('a node that records another address once all else was asked is seen', async () => {
  let isWrong = false;
  const records: Behaviour['records'] = ({ from }) => (isWrong ? '127.9.9.4' : from);
  const farm = await changedMeanwhile({ records }, () => {
    isWrong = true;
  });
  expect(verdicts(auditClientIp, farm)).toEqual(['fail']);
});

test('a node that stops once all else was asked is seen', async () => {
  const farm = await changedMeanwhile({ lossIs: 'vantage.no-answer' }, (here) =>
    here.host('node-02').service('sample-service', 'stopped', signal),
  );
  expect(verdicts(requestsAnswered, farm)).toEqual(['fail']);
  const [, stopped] = unchanged.judge(farm.verification, farm.seen);
  expect(stopped?.cause).toMatch(/^node-02 was healthy at first, and did not answer its health check at the end/);
});

test('a node that is taken out of the pool once all else was asked is seen', async () => {
  const farm = await changedMeanwhile({}, (here) => here.setNode('node-03', 'drain'));
  const [, , drained] = unchanged.judge(farm.verification, farm.seen);
  expect(drained).toMatchObject({
    verdict: 'fail',
    cause: 'node-03 was in the pool of web at first, and at the end it was drained.',
  });
});

test('a node that missed a health check, and is soon in the pool again, is not found', async () => {
  const farm = await changedMeanwhile({}, (here) => {
    const pool = here.pool.bind(here);
    let until: number | null = null;
    here.pool = () => {
      until ??= performance.now() + 50;
      const isOut = performance.now() < until;
      return pool().map((one) => (one.node === 'node-03' && isOut ? { ...one, state: 'down' } : one));
    };
  });
  expect(unchanged.judge(farm.verification, farm.seen).map(({ cause }) => cause)).toEqual([null, null, null]);
});

test('a node that is in the pool and gets no requests any more is seen', async () => {
  let turn = 0;
  const farm = await changedMeanwhile({ clients: 2 }, (here) => {
    here.behaviour.choose = () => {
      turn += 1;
      return turn % 2 === 0 ? 'node-01' : 'node-02';
    };
  });
  const [, , left] = unchanged.judge(farm.verification, farm.seen);
  expect(left?.cause).toMatch(/^node-03 answered requests of web at first, and none of \d+ at the end\.$/);
});

test('a client beyond the first two whose address is not recorded is seen', async () => {
  const records: Behaviour['records'] = ({ from }) => (from === '127.9.9.12' ? '127.9.9.4' : from);
  const farm = plainFarm({ records, clients: 3 });
  await run(farm, [requests, shapes]);
  expect(verdicts(auditClientIp, farm)).toContain('fail');
  expect(shapes.sends(farm.verification, farm.consent).join(' ')).toContain(
    'One plain request goes from each of 127.9.9.12.',
  );
});

test('a version of HTTP that is refused every time is told as not tried, and no request is lost', async () => {
  const farm = plainFarm();
  const { send } = farm.vantage;
  farm.vantage.send = async (request, until) =>
    request.version === '1.0'
      ? { ...(await send({ ...request, path: '/' }, until)), status: 505, headers: [] }
      : send(request, until);
  await run(farm, [requests, shapes, forged, lastRequests, closing]);
  expect(verdicts(requestsAnswered, farm)).toEqual(['pass']);
  expect(verdicts(spoofRefused, farm)).toEqual(['pass']);
  expect(untriedShapes(farm.verification, farm.seen)).toContain(
    'In web no request in the shape “HTTP/1.0” was sent: each was answered 505, so no client can send it.',
  );
});

/** Lets a record be read only at the time that this says of the time of its request, in milliseconds. */
function writtenLate(farm: SimulatedFarm, shownAt: (asked: number) => number): void {
  const firstSeen = new Map<string, number>();
  const { host } = farm;
  farm.host = (name) => ({
    ...host(name),
    read: async (reading, until) => {
      const text = await host(name).read(reading, until);
      if (text === null || reading.kind !== 'file' || !reading.path.startsWith('audit')) return text;
      const rows = JSON.parse(text) as { raw: string }[];
      const now = performance.now();
      for (const { raw } of rows) if (!firstSeen.has(raw)) firstSeen.set(raw, now);
      return JSON.stringify(rows.filter(({ raw }) => now >= shownAt(firstSeen.get(raw) ?? now)));
    },
  });
}

test.each([
  ['come three seconds late', (asked: number) => asked + 3000],
  ['are written every eight seconds', (asked: number) => Math.ceil(asked / 8000) * 8000],
])('records that %s are waited for', async (_name, shownAt) => {
  const farm = plainFarm();
  writtenLate(farm, shownAt);
  await run(farm, [requests, shapes, lastRequests, closing]);
  for (const check of [auditClientIp, auditRecorded]) expect(verdicts(check, farm)).toEqual(['pass']);
});

test('forged requests are sent and judged though the first records come after the longest wait', async () => {
  const farm = plainFarm();
  writtenLate(farm, (asked) => asked + 7000);
  await run(farm, [requests, shapes, forged, lastRequests, closing]);
  for (const check of [requestsAnswered, spoofRefused, auditClientIp]) expect(verdicts(check, farm)).toEqual(['pass']);
});

test('requests are judged with the records that come at the end', () => {
  expect(requestsAnswered.needs).toContain(closing);
});

test('the node that the failover test restarts is restarted before any request with a token', async () => {
  const asked: number[] = [];
  const farm = new SimulatedFarm({
    before: (deed) => {
      if (/^(stopped|started)/.test(deed))
        asked.push(farm.requests.filter(({ path }) => path.includes('reference')).length);
    },
  });
  const { verification, ...ports } = farm;
  await inTestTime(verify(verification, ports, signal));
  expect(asked).toEqual([0, 0]);
  expect(farm.requests.some(({ path }) => path.includes('reference'))).toBe(true);
});
