import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bypassClosed } from '../../../core/checks/judge/bypass-closed.ts';
import { bypass } from '../../../core/checks/looks/bypass.ts';
import { addressOf, nodesOf } from '../../../core/model/farm-parts.ts';
import type { VantageAnswer, VantageRequest } from '../../../core/model/vantage.ts';
import { inTestTime, loss, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

beforeEach(startTestClock);
afterEach(() => {
  vi.useRealTimers();
});

const refused = () => {
  throw loss('vantage.refused');
};
const answered = (status: number): VantageAnswer => ({
  ...{ status, headers: [], body: '', sentFrom: '', certificate: null, elapsedMs: 0 },
});

/** What the second node is to clients that connect to it straight away; everybody else is refused, and this computer let in. */
async function judged(toClient: (request: VantageRequest) => VantageAnswer, toWizard = () => answered(200)) {
  const farm = new SimulatedFarm({ persistence: 'none', clients: 3 });
  const { wizardAddress } = farm.verification.farm;
  const second = nodesOf(farm.verification.farm)[1];
  const address = second === undefined ? '' : addressOf(second);
  farm.vantage.send = async (request) => {
    if (request.from === wizardAddress) return request.to.address === address ? toWizard() : answered(200);
    return request.to.address === address ? toClient(request) : refused();
  };
  await inTestTime(bypass.run(farm.verification, farm.seen, farm, new AbortController().signal));
  const [first, node, third] = bypassClosed.judge(farm.verification, farm.seen);
  expect([first?.verdict, third?.verdict]).toEqual(['pass', 'pass']);
  return node;
}

test('a node that refuses every client is closed', async () => {
  expect(await judged(refused)).toMatchObject({ verdict: 'pass' });
});

test.each([
  ['answers well', () => answered(200)],
  ['answers 403: the health page is closed, and whatever else there is may be open', () => answered(403)],
])('a node that %s is open', async (_name, toClient) => {
  expect(await judged(toClient)).toMatchObject({ verdict: 'fail' });
});

test('a node that lets one client in of three is open', async () => {
  const node = await judged((request) => (request.from === '127.9.9.12' ? answered(200) : refused()));
  expect(node).toMatchObject({ verdict: 'fail', cause: expect.stringContaining('the client 127.9.9.12') });
});

test('a node that takes a connection and answers too late is open', async () => {
  const node = await judged(({ method }) => {
    if (method === 'connect') return answered(0);
    throw loss('vantage.no-answer');
  });
  expect(node?.cause).toContain('the connection was made, and no answer came');
});

test('a node that ends the connection after TLS began is open, and one that ends it at once is closed', async () => {
  const ends = (handshake: boolean) =>
    judged(({ method }) => {
      if (method === 'handshake' && handshake) return answered(0);
      throw loss('vantage.closed');
    });
  expect(await ends(true)).toMatchObject({ verdict: 'fail' });
  expect(await ends(false)).toMatchObject({ verdict: 'pass' });
});

test('a node that this computer does not reach either says nothing of clients', async () => {
  expect(await judged(refused, refused)).toMatchObject({ verdict: 'could not tell' });
});
