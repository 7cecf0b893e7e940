import { balancerHost, nodesOf } from '../../model/farm-parts.ts';
import { pause } from '../../model/pause.ts';
import type { PoolMember } from '../../model/plug-ins.ts';
import { type Asked, isHealthy, type Observations } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { ask, inParallel } from './ask.ts';

/** Reads back what nodes and balancer say of themselves. Fills `facts`, `settings`, `balancerFile` and `pool`. */
export async function lookAtSettings(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<void> {
  const { farm, profile, balancer } = verification;
  const macKey = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const nodes = inParallel(nodesOf(farm), 6, async ({ name }) => {
    const host = ports.host(name);
    seen.facts.set(name, await ask(() => host.readFacts(macKey, signal), signal));
    seen.settings.set(name, await ask(() => host.readSetting(profile.clientIp.setting, signal), signal));
  });
  const host = ports.host(balancerHost(farm).name);
  const file = ask(() => host.readFile(balancer.configurationPath, signal), signal);
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
  { farm, balancer }: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<Asked<PoolMember[]>> {
  const { intervalMs, timeoutMs, fall, rise } = farm.healthCheck;
  const read = () =>
    ask(
      async () => balancer.parseStatus(await ports.host(balancerHost(farm).name).readStatus('balancer', signal)),
      signal,
    );
  const notice = intervalMs * (Math.max(fall, rise) + 1) + timeoutMs;
  const started = performance.now();
  const allHealthy = nodesOf(farm).every(({ name }) => isHealthy(seen, name));
  for (;;) {
    const asked = await read();
    if (asked.error !== undefined) return asked;
    const elapsed = performance.now() - started;
    const settled = asked.value.every(({ node, state }) => (state === 'up') === isHealthy(seen, node));
    const watched = elapsed >= intervalMs * (fall + 1);
    if (watched && settled) return asked;
    if (elapsed >= (allHealthy ? 2 : 1) * notice + intervalMs * fall) return asked;
    await pause(Math.min(intervalMs / 2, 200), signal);
  }
}
