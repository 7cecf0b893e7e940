import type { PoolMember } from '../../model/balancer.ts';
import { readAnswer } from '../../model/host.ts';
import { BALANCER_HOST } from '../../model/hosts.ts';
import { pause } from '../../model/pause.ts';
import { ask, inParallel } from '../asking/ask.ts';
import { readPool } from '../asking/pool-status.ts';
import { type Asked, isHealthy, type Observations } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';

/** Reads back what nodes and balancer say of themselves. Fills `facts`, `settings`, `balancerFile` and `pool`. */
export async function lookAtSettings(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<void> {
  const { farm, profile, balancer } = verification;
  const { inForce } = profile.clientIp;
  const nodes = inParallel(farm.nodes, 6, async ({ name }) => {
    const facts = new Map<string, Asked<string>>();
    seen.facts.set(name, facts);
    for (const fact of profile.facts)
      facts.set(fact.id, await ask(() => readAnswer(fact.ask(farm, name), ports.host, signal), signal));
    const setting = async () => (inForce === null ? undefined : readAnswer(inForce(farm, name), ports.host, signal));
    seen.settings.set(name, await ask(setting, signal));
  });
  const configuration = { kind: 'file' as const, path: balancer.configurationPath };
  const file = ask(() => ports.host(BALANCER_HOST).read(configuration, signal), signal);
  const pool = lookAtPool(verification, seen, ports, signal);
  await nodes;
  seen.balancerFile = await file;
  seen.pool = await pool;
}

/**
 * The balancer's status, watched for as long as it needs to notice a change: a status from before the change would be
 * a false green. A node that is healthy and not yet up gets the same time once more.
 */
async function lookAtPool(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<Asked<PoolMember[]>> {
  const { farm } = verification;
  const { intervalMs, timeoutMs, fall, rise } = farm.healthCheck;
  const notice = intervalMs * (Math.max(fall, rise) + 1) + timeoutMs;
  const started = performance.now();
  const allHealthy = farm.nodes.every(({ name }) => isHealthy(seen, name));
  for (;;) {
    const asked = await readPool(verification, ports, signal);
    if (asked.error !== undefined) return asked;
    const elapsed = performance.now() - started;
    const settled = asked.value.every(({ node, state }) => (state === 'up') === isHealthy(seen, node));
    const watched = elapsed >= intervalMs * (fall + 1);
    if (watched && settled) return asked;
    if (elapsed >= (allHealthy ? 2 : 1) * notice + intervalMs * fall) return asked;
    await pause(Math.min(intervalMs / 2, 200), signal);
  }
}
