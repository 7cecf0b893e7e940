import type { JournalEvent } from '../model/event.ts';
import type { Selection } from '../model/select-stages.ts';
import { isAnyStepBegun } from './fold-steps.ts';
import { isOfWholePlan } from './latest-run.ts';

/**
 * Returns what a run may make where it is missing: all *hosts*, or only *nodes* beside hosts that stand. A run of a part of
 * the plan does not make all hosts anew, because that deletes what the other parts set up, and this part needs it. Where
 * nothing was set up yet, nothing is deleted.
 */
export function hostsToMake(selection: Selection, events: readonly JournalEvent[]): 'hosts' | 'nodes' {
  return isOfWholePlan(selection) || !isAnyStepBegun(events) ? 'hosts' : 'nodes';
}
