import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startAgain } from '../../../core/checks/asking/node-service.ts';
import { inTestTime, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

beforeEach(startTestClock);
afterEach(() => {
  vi.useRealTimers();
});

/** Why a node is not back whose health check is answered so. */
async function whyNotBack(status: number, body: string): Promise<string | null> {
  const farm = new SimulatedFarm();
  const answer = { status, headers: [], body, sentFrom: '', certificate: null, elapsedMs: 0 };
  const ports = { ...farm, vantage: { ...farm.vantage, send: async () => answer as never } };
  return await inTestTime(startAgain('node-03', farm.verification, ports, new AbortController().signal));
}

test('why a node is not back is told in the words of its own answer, where that is a sentence', async () => {
  const why = 'it answers 503 to the health check of web';
  expect(await whyNotBack(503, 'not signed in to the database\n')).toBe(`${why}: “not signed in to the database”`);
  for (const body of ['', '<html>Unavailable</html>', '{"status":"down"}', 'two\nlines', 'x'.repeat(101)])
    expect(await whyNotBack(503, body)).toBe(why);
  expect(await whyNotBack(200, 'healthy')).toBe(null);
});
