import type { PoolMember } from '../../model/balancer.ts';
import { readAnswer } from '../../model/host.ts';
import { pause } from '../../model/pause.ts';
import type { Answer } from '../observations.ts';
import { poolWord } from '../pool-word.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { answerTo } from './answer-to.ts';

const LOOK_EVERY_MS = 100;

/** Returns the balancer's status of its nodes now. */
export function readPool(
  { farm, balancer }: Verification,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<Answer<PoolMember[]>> {
  return answerTo(() => readAnswer(balancer.status(farm), ports.host, signal), signal);
}

/** Returns whether the balancer has the node in this state in every virtual service. */
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

/** Returns the node's states in words: `in the pool in web, drained in api`. */
export function statesOf({ farm }: Verification, pool: PoolMember[], node: string): string {
  return farm.services
    .map(({ name }) => {
      const member = pool.find((candidate) => candidate.service === name && candidate.node === node);
      return `${poolWord(member?.state)} in ${name}`;
    })
    .join(', ');
}

/**
 * Reads the balancer's status until the node is in this state in every virtual service.
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
        ? `the status of ${verification.balancer.name} could not be read: ${asked.error.message}`
        : `${verification.balancer.name} has it ${statesOf(verification, asked.value, told.node)}`;
    await pause(LOOK_EVERY_MS, signal);
  }
}
