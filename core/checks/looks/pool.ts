import { balancerHost, nodesOf } from '../../model/farm-parts.ts';
import { pause } from '../../model/pause.ts';
import { readPool } from '../asking/pool-status.ts';
import type { Look } from '../look.ts';
import { isHealthy } from '../observations.ts';
import { health } from './health.ts';

/**
 * The balancer's status, watched for as long as the balancer needs to notice a change: a status from before the change
 * would be a false green. A node that is healthy and not yet up gets the same time once more.
 */
export const pool: Look = {
  title: 'Reading the balancer’s status of its nodes',
  effect: 'reads',
  needs: [health],
  sends: () => [],
  asks: ({ farm, balancer }) => [balancer.status(farm)],
  run: async (verification, seen, ports, signal) => {
    const { farm } = verification;
    if (ports.host(balancerHost(farm).name).answers === 'later') {
      // What a person handed in stays the same, however long it is watched.
      seen.pool = await readPool(verification, ports, signal);
      return;
    }
    const { intervalMs, timeoutMs, fall, rise } = farm.healthCheck;
    const notice = intervalMs * (Math.max(fall, rise) + 1) + timeoutMs;
    const started = performance.now();
    const allHealthy = nodesOf(farm).every(({ name }) => isHealthy(seen, name));
    for (;;) {
      seen.pool = await readPool(verification, ports, signal);
      if (seen.pool.error !== undefined) return;
      const elapsed = performance.now() - started;
      const settled = seen.pool.value.every(({ node, state }) => (state === 'up') === isHealthy(seen, node));
      const watched = elapsed >= intervalMs * (fall + 1);
      if (watched && settled) return;
      if (elapsed >= (allHealthy ? 2 : 1) * notice + intervalMs * fall) return;
      await pause(Math.min(intervalMs / 2, 200), signal);
    }
  },
};
