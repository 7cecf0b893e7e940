import type { Action } from '../model/action.ts';
import { FarmError } from '../model/errors.ts';
import { healthRequest, isHealthyAnswer } from '../model/health-request.ts';
import { pause } from '../model/pause.ts';
import type { Vantage } from '../model/vantage.ts';

const REQUEST_LIMIT_MS = 5000;
/** The last look gets this long whatever is left: cut shorter, it would say nothing of the node. */
const LAST_LOOK_MS = 1000;

export interface WaitProgress {
  healthy: number;
  elapsedMs: number;
  /** What the latest look saw, as a sentence. */
  seen: string;
}

/**
 * Asks until every health check was answered with exactly 200 `times` times in a row.
 * @param onProgress called after every look
 * @throws FarmError `node.not-healthy` with what was seen last, once `limitMs` is over; `vantage.address-not-here` at once
 */
export async function waitForHealth(
  wait: Extract<Action, { kind: 'wait' }>,
  vantage: Pick<Vantage, 'send'>,
  from: string,
  onProgress: (progress: WaitProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const started = performance.now();
  let healthy = 0;
  for (;;) {
    const elapsed = performance.now() - started;
    const left = wait.limitMs - elapsed;
    const seen = await lookOnce(
      wait,
      vantage,
      from,
      Math.ceil(Math.min(REQUEST_LIMIT_MS, Math.max(left, LAST_LOOK_MS))),
      signal,
    );
    healthy = seen === null ? healthy + 1 : 0;
    const elapsedMs = performance.now() - started;
    onProgress({ healthy, elapsedMs, seen: seen ?? 'answered 200' });
    if (healthy >= wait.times) return;
    if (elapsedMs + wait.intervalMs > wait.limitMs)
      throw new FarmError({
        code: 'node.not-healthy',
        message: `${wait.title}: not within ${wait.limitMs / 1000} s. Seen last: ${seen ?? `${healthy} healthy answers of ${wait.times}`}`,
        remedy: 'See the application’s log on that host, and whether it reaches the database as the service account.',
      });
    await pause(wait.intervalMs, signal);
  }
}

/** Null when all are healthy, else what was seen. */
async function lookOnce(
  wait: Extract<Action, { kind: 'wait' }>,
  vantage: Pick<Vantage, 'send'>,
  from: string,
  limitMs: number,
  signal: AbortSignal,
): Promise<string | null> {
  const looks = await Promise.all(
    wait.health.map(async ({ address, port, hostName, path }) => {
      try {
        const to = { address, port };
        const request = { from, to, hostName, ...healthRequest(path), limitMs };
        const answer = await vantage.send(request, signal);
        return isHealthyAnswer(request, answer)
          ? null
          : `${address} port ${port} answered ${answer.status} for ${path}.`;
      } catch (error) {
        signal.throwIfAborted();
        // Waiting gives this computer no other address.
        if (error instanceof FarmError && error.code !== 'vantage.address-not-here') return error.message;
        throw error;
      }
    }),
  );
  return looks.find((look) => look !== null) ?? null;
}
