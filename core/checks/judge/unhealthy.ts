import type { Subject } from '../../model/check.ts';
import { type Judgement, notPass } from '../check.ts';
import { hasPassed, isHealthy, type Observations } from '../observations.ts';

/**
 * Returns *could not run* where the node does not answer its own health check; null where it does.
 * @param question what was to be found out: `for its client IP detection`
 */
export function unaskable(seen: Observations, node: string, subject: Subject, question: string): Judgement | null {
  if (isHealthy(seen, node)) return null;
  return notPass('could not run', subject, {
    cause: `${node} does not answer its health check (${met(seen, node)}), so it was not checked ${question}.`,
    remedy: `Start ${node} first.`,
    causedBy: 'health.node',
  });
}

/** Returns how its health check failed, as a sentence part. */
function met(seen: Observations, node: string): string {
  const look = seen.health.find((candidate) => candidate.node === node && !hasPassed(candidate));
  if (look === undefined) return 'it was not tried';
  return look.error?.message.replace(/\.$/, '') ?? `status ${look.status}`;
}
