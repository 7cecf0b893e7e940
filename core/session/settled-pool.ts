import { FarmError } from '../model/errors.ts';
import { type Host, readAnswer } from '../model/host.ts';
import { pause } from '../model/pause.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Noticed } from '../model/site.ts';

const LIMIT_MS = 30_000;
const LOOK_EVERY_MS = 100;

/**
 * Waits until the balancer says of its nodes what it will say once it has noticed a change.
 * @param wanted nothing where there is no balancer to wait for
 * @throws FarmError `fault.not-settled` past the limit
 */
export async function settledPool(
  wanted: readonly Noticed[],
  { balancer, farm }: Pick<PlanInputs, 'balancer' | 'farm'>,
  host: (name: string) => Host,
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + LIMIT_MS;
  while (wanted.length > 0) {
    const pool = await readAnswer(balancer.status(farm), host, signal);
    const waited = wanted.find(({ service, node, state }) =>
      pool.some((member) => member.service === service && member.node === node && member.state !== state),
    );
    if (waited === undefined) return;
    if (performance.now() > until) throw notSettled(waited);
    await pause(LOOK_EVERY_MS, signal);
  }
}

function notSettled({ node, state }: Noticed): FarmError {
  return new FarmError({
    code: 'fault.not-settled',
    field: 'faults',
    at: node,
    message: `The balancer does not report ${node} ${state} after ${LIMIT_MS / 1000} s.`,
    remedy: 'Run the plan again, which repairs the farm, then plant the fault.',
  });
}
