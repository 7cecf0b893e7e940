import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { auditClientIp } from '../../../core/checks/judge/audit-client-ip.ts';
import { moreRequests } from '../../../core/checks/looks/more-requests.ts';
import { requests } from '../../../core/checks/looks/requests.ts';
import { shapes } from '../../../core/checks/looks/shapes.ts';
import { honestRequests } from '../../../core/checks/observations.ts';
import { unseenShare } from '../../../core/checks/requests-sent.ts';
import { type Behaviour, inTestTime, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

beforeEach(startTestClock);
afterEach(() => {
  vi.useRealTimers();
});

async function looked(wanted: number | undefined, behaviour: Partial<Behaviour> = {}) {
  const farm = new SimulatedFarm({ persistence: 'none', clients: 2, ...behaviour });
  if (wanted !== undefined) farm.consent.requests = wanted;
  const { signal } = new AbortController();
  for (const look of [requests, shapes, moreRequests])
    await inTestTime(look.run(farm.verification, farm.seen, farm, signal));
  const verdicts = auditClientIp.judge(farm.verification, farm.seen).map(({ verdict }) => verdict);
  return { farm, sent: honestRequests(farm.seen), verdicts: [...new Set(verdicts)].sort() };
}

test('as many requests as are wanted are sent as clients send them, from both clients and in every shape', async () => {
  const { farm, sent, verdicts } = await looked(400);
  expect(sent.length).toBeGreaterThanOrEqual(400);
  expect(sent.length).toBeLessThan(410);
  expect(verdicts).toEqual(['pass']);
  const more = sent.slice(-300);
  for (const shape of ['plain', 'http-1.0', 'kept-connection', 'browser', 'post'])
    for (const client of farm.verification.farm.clientAddresses)
      expect(more.filter((one) => one.shape === shape && one.sentFrom === client).length).toBeGreaterThanOrEqual(20);
  expect(unseenShare(sent.length)).toBeLessThan(0.0076);
});

test('none are sent where there are enough already, or nobody wants more', async () => {
  const usual = (await looked(undefined)).sent.length;
  expect((await looked(2)).sent).toHaveLength(usual);
});

test('an address that is wrong from the two hundredth request on is seen with as many requests, and not without', async () => {
  let count = 0;
  const records: Behaviour['records'] = ({ from }) => (++count > 200 ? '127.9.9.4' : from);
  expect((await looked(undefined, { records })).verdicts).toEqual(['pass']);
  count = 0;
  expect((await looked(400, { records })).verdicts).toEqual(['fail']);
});

test('what will be sent is told before', () => {
  const { verification, consent } = new SimulatedFarm();
  expect(moreRequests.sends(verification, consent)).toEqual([]);
  expect(moreRequests.sends(verification, { ...consent, requests: 500 })[0]).toContain(
    'until there are 500 of clients',
  );
});
