import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { countedVantage } from '../../../core/checks/asking/counted-vantage.ts';
import { pacedVantage } from '../../../core/checks/asking/paced-vantage.ts';
import { whatIsSent } from '../../../core/checks/what-is-sent.ts';
import type { Vantage, VantageAnswer, VantageRequest } from '../../../core/model/vantage.ts';
import { exampleVerification } from '../../support/healthy-scene.ts';

const REQUEST = {} as VantageRequest;
const { signal } = new AbortController();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('never sends more in a second than was said, however many ask at once', async () => {
  const plan = fc.array(
    fc.record({ afterMs: fc.integer({ min: 0, max: 400 }), together: fc.integer({ min: 1, max: 3 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  );
  await fc.assert(
    fc.asyncProperty(plan, fc.integer({ min: 3, max: 20 }), async (list, most) => {
      const sent: number[] = [];
      const answer = async (count: number) => {
        for (let left = count; left > 0; left--) sent.push(performance.now());
        return [] as VantageAnswer[];
      };
      const vantage: Vantage = {
        send: async () => (await answer(1))[0] as VantageAnswer,
        converse: (requests) => answer(requests.length),
      };
      const paced = pacedVantage(vantage, most);
      const work: Promise<unknown>[] = [];
      for (const { afterMs, together } of list) {
        await vi.advanceTimersByTimeAsync(afterMs);
        work.push(
          together === 1
            ? paced.send(REQUEST, signal)
            : paced.converse(
                Array.from({ length: together }, () => REQUEST),
                signal,
              ),
        );
      }
      await vi.advanceTimersByTimeAsync(200_000);
      await Promise.all(work);
      expect(sent).toHaveLength(list.reduce((sum, { together }) => sum + together, 0));
      // The clock of the timers has whole milliseconds.
      for (const [index, at] of sent.entries()) {
        const next = sent[index + most];
        if (next !== undefined) expect(next - at).toBeGreaterThanOrEqual(999);
      }
    }),
    { seed: 12, numRuns: 60 },
  );
});

it('ends its wait when it is cancelled, and sends nothing then', async () => {
  const send = vi.fn(async () => ({}) as VantageAnswer);
  const paced = pacedVantage({ send, converse: async () => [] }, 1);
  const cancelled = new AbortController();
  await Promise.all([paced.send(REQUEST, signal), vi.advanceTimersByTimeAsync(1)]);
  const waits = paced.send(REQUEST, cancelled.signal);
  cancelled.abort(new Error('cancelled'));
  await expect(waits).rejects.toThrow('cancelled');
  expect(send).toHaveBeenCalledTimes(1);
});

it('tells how many were sent after every twenty, also those that failed', async () => {
  const told: number[] = [];
  const counted = countedVantage(
    {
      send: async () => {
        throw new Error('refused');
      },
      converse: async () => [],
    },
    (sent) => told.push(sent),
  );
  for (let sent = 0; sent < 19; sent++) await expect(counted.send(REQUEST, signal)).rejects.toThrow('refused');
  expect(told).toEqual([]);
  await counted.converse([REQUEST, REQUEST, REQUEST], signal);
  for (let sent = 22; sent < 45; sent++) await counted.send(REQUEST, signal).catch(() => {});
  expect(told).toEqual([22, 40]);
});

it.each([
  [true, 'No more than 10 requests are sent in any second besides those of the failover test.'],
  [false, 'No more than 10 requests are sent in any second.'],
])('is told before anything is sent; failover test: %s', (drill, told) => {
  const consent = { auditEntries: true, drill };
  expect(whatIsSent(exampleVerification(), { consent, mostPerSecond: 10 })).toContain(told);
  expect(whatIsSent(exampleVerification(), { consent })).not.toContain('in any second');
});
