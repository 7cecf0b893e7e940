import type { Subject } from '../model/check.ts';
import { type Judgement, notPass } from './check.ts';
import { isHealthy, type Observations } from './observations.ts';

/** *Could not run* where the node does not answer its own health check; null where it does. */
export function unaskable(seen: Observations, node: string, subject: Subject, question: string): Judgement | null {
  if (isHealthy(seen, node)) return null;
  return notPass('could not run', subject, {
    cause: `${node} does not answer its health check, so ${question} could not be asked.`,
    remedy: `Bring ${node} back first.`,
    causedBy: 'health.node',
  });
}
