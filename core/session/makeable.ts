import type { JournalEvent } from '../model/event.ts';
import type { Reaching } from '../model/site.ts';
import type { Selection } from '../runner/select-stages.ts';
import { setUpSteps } from '../wizard/set-up-steps.ts';

/**
 * What a run may make where it is not there. A run of a part of the plan does not make all hosts anew: what other pages
 * did would be gone, and the part would fail without it. Where nothing was done yet, all hosts may be made.
 */
export function makeable({ page, hosts }: Selection, events: readonly JournalEvent[]): Reaching['mayMake'] {
  const isWhole = page === undefined && hosts === undefined;
  return isWhole || setUpSteps(events).size === 0 ? 'hosts' : 'nodes';
}
