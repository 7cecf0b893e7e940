import { pause } from '../../model/pause.ts';
import type { Vantage, VantageRequest } from '../../model/vantage.ts';

/**
 * Sends through another vantage, and no more requests in any second than this. Requests wait for their turn; their own
 * limit begins when they are sent.
 */
export function pacedVantage(vantage: Vantage, mostPerSecond: number): Vantage {
  const gapMs = 1000 / mostPerSecond;
  let nextAt = 0;
  /** Waits for the turn of so many requests that are sent one right after the other. */
  const turn = async (requests: number, signal: AbortSignal) => {
    const at = Math.max(performance.now(), nextAt) + (requests - 1) * gapMs;
    nextAt = at + requests * gapMs;
    await pause(Math.max(0, at - performance.now()), signal);
  };
  return {
    send: async (request, signal) => {
      await turn(1, signal);
      return await vantage.send(request, signal);
    },
    converse: async (requests: VantageRequest[], signal) => {
      await turn(requests.length, signal);
      return await vantage.converse(requests, signal);
    },
  };
}
