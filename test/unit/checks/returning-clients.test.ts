import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { persistenceAsPlanned } from '../../../core/checks/judge/persistence-as-planned.ts';
import { requests } from '../../../core/checks/looks/requests.ts';
import { shapes } from '../../../core/checks/looks/shapes.ts';
import { untriedShapes } from '../../../core/checks/not-tried.ts';
import { SHAPES } from '../../../core/checks/shapes.ts';
import { withPersistence } from '../../support/farm-hosts.ts';
import { type Behaviour, inTestTime, loss, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

beforeEach(startTestClock);
afterEach(() => {
  vi.useRealTimers();
});

async function looked(behaviour: Partial<Behaviour>, planned: 'none' | 'cookie' = 'none') {
  const farm = new SimulatedFarm({ persistence: 'none', ...behaviour });
  // No balancer that Farmwright sets up has persistence by cookie.
  farm.verification.farm = withPersistence(farm.verification.farm, planned);
  const { signal } = new AbortController();
  for (const look of [requests, shapes]) await inTestTime(look.run(farm.verification, farm.seen, farm, signal));
  const returning = farm.seen.shaped.filter(({ shape }) => shape === 'returning');
  return { farm, returning, judged: persistenceAsPlanned.judge(farm.verification, farm.seen) };
}

/** A balancer that sets a cookie with the node's name, and keeps who sends it back there. */
const STICKY: Partial<Behaviour> = {
  setsCookies: (_request, node) => (node === null ? [] : [`SRV=${node}; Path=/; HttpOnly`]),
  choose: ({ headers = [] }) => /SRV=([\w-]+)/.exec(new Map(headers).get('Cookie') ?? '')?.[1] ?? null,
};
const OF_THE_APPLICATION: Partial<Behaviour> = { setsCookies: () => ['language=en; Path=/'] };

test('a cookie that keeps clients on a node is sent back, and is a finding where no persistence is planned', async () => {
  const { farm, returning, judged } = await looked(STICKY);
  for (const service of ['web', 'api'])
    expect(new Set(returning.filter((one) => one.service === service).map(({ node }) => node)).size).toBe(1);
  expect(judged.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
  expect(judged[0]?.cause).toMatch(
    /requests through web with the cookie SRV of an earlier answer were answered by node-0/,
  );
  // Of cookies nothing but their names is kept.
  expect(JSON.stringify(farm.seen.shaped)).not.toContain('SRV=');
});

test('a cookie of the application keeps nobody: its clients reach every node', async () => {
  const { returning, judged } = await looked(OF_THE_APPLICATION);
  expect(new Set(returning.filter(({ service }) => service === 'web').map(({ node }) => node)).size).toBe(3);
  expect(judged.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});

test('where no answer sets a cookie, none is sent back', async () => {
  const { returning, judged } = await looked({});
  expect(returning).toEqual([]);
  expect(judged.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});

test('persistence by cookie that is planned must set a cookie, and keep clients', async () => {
  expect((await looked(STICKY, 'cookie')).judged.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  for (const behaviour of [{}, OF_THE_APPLICATION])
    expect((await looked(behaviour, 'cookie')).judged.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
});

test('where no node answers plain requests, every shape is told as not tried', async () => {
  const { farm } = await looked({
    onRequest: ({ to }) => {
      if (to.port === 9000) throw loss('vantage.refused');
    },
  });
  const untried = untriedShapes(farm.verification, farm.seen).filter((told) => told.startsWith('In web'));
  expect(untried).toHaveLength(SHAPES.length);
  expect(untried).toContain(
    'In web no request in the shape “POST” was sent: no plain request through web was answered by a node.',
  );
});
