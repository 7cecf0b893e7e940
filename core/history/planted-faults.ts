import type { JournalEvent } from '../model/event.ts';
import { emptiedHosts } from './emptied-hosts.ts';
import { isOfWholePlan } from './latest-run.ts';

/**
 * Returns the faults that are in the farm now. A run of the whole plan that ends well takes all of them out, and so do new
 * hosts.
 */
export function plantedFaults(events: readonly JournalEvent[]): readonly string[] {
  let planted: readonly string[] = [];
  let isWhole = false;
  for (const { body } of events) {
    if (body.type === 'faults.planted') planted = body.faults;
    else if (body.type === 'run.started') isWhole = isOfWholePlan(body);
    else if (body.type === 'run.ended' && body.outcome === 'done' && isWhole) planted = [];
    else if (emptiedHosts(body) === 'all') planted = [];
  }
  return planted;
}
