import type { Result } from '../model/result.ts';
import type { RunOutcome } from '../runner/run-plan.ts';

type Durations = Result['durationsMs'];

/** No phase has taken any time yet, in milliseconds. */
export function noDurations(): Durations {
  return { prepare: 0, firstNode: 0, furtherNodes: 0, ipDetection: 0, balancer: 0, verify: 0, tearDown: 0, total: 0 };
}

/** Adds how long the stages of a run took; preparing the database counts with preparing the hosts. */
export function keepDurations(durations: Durations, { stageMs }: RunOutcome): void {
  durations.prepare += stageMs.database ?? 0;
  durations.firstNode = stageMs['first-node'] ?? 0;
  durations.furtherNodes = stageMs['further-nodes'] ?? 0;
  durations.ipDetection = stageMs['ip-detection'] ?? 0;
  durations.balancer = stageMs['load-balancer'] ?? 0;
}
