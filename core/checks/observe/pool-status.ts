import { balancerHost } from '../../model/farm-parts.ts';
import { pause } from '../../model/pause.ts';
import type { PoolMember } from '../../model/plug-ins.ts';
import type { Asked } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { ask } from './ask.ts';

/** Name of the balancer's service on its host. */
export const BALANCER_SERVICE = 'balancer';
const LOOK_EVERY_MS = 100;

/** What the balancer says of its nodes now. */
export function readPool(
  { balancer, farm }: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<Asked<PoolMember[]>> {
  return ask(
    async () => balancer.parseStatus(await ports.host(balancerHost(farm).name).readStatus(BALANCER_SERVICE, signal)),
    signal,
  );
}

/** True where the balancer holds the node for this in every virtual service. */
export function isEverywhere(
  { farm }: Verification,
  pool: PoolMember[],
  node: string,
  state: PoolMember['state'],
): boolean {
  return farm.services.every(({ name }) =>
    pool.some((member) => member.service === name && member.node === node && member.state === state),
  );
}

/** `up in web, drain in api`, for a person. */
export function statesOf({ farm }: Verification, pool: PoolMember[], node: string): string {
  return farm.services
    .map(({ name }) => {
      const member = pool.find((candidate) => candidate.service === name && candidate.node === node);
      return `${member?.state ?? 'not in the pool'} in ${name}`;
    })
    .join(', ');
}

/**
 * Asks the balancer until it holds the node for this in every virtual service.
 * @returns null, or why that was not seen within the limit, as a sentence part
 */
export async function untilEverywhere(
  verification: Verification,
  told: { node: string; state: PoolMember['state']; limitMs: number },
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<string | null> {
  const until = performance.now() + told.limitMs;
  for (;;) {
    const asked = await readPool(verification, ports, signal);
    if (asked.value !== undefined && isEverywhere(verification, asked.value, told.node, told.state)) return null;
    if (performance.now() >= until)
      return asked.value === undefined
        ? `${verification.balancer.name} did not tell its status: ${asked.error.message}`
        : `${verification.balancer.name} holds it for ${statesOf(verification, asked.value, told.node)}`;
    await pause(LOOK_EVERY_MS, signal);
  }
}
