import type { EventBody, JournalEvent } from '../model/event.ts';
import { emptiedHosts } from '../wizard/emptied-hosts.ts';

/** What makes an earlier verdict say nothing of the farm as it is now. */
const CHANGES = new Set<EventBody['type']>([
  'run.started',
  'step.applying',
  'disturbance',
  'faults.planted',
  // It has not ended: it runs, or it was cut off.
  'verify.started',
]);

/** When the last verdict was given, and whether the farm may have changed since; null where there is none. */
export function lastProof(events: readonly JournalEvent[]): { at: string; outdated: boolean } | null {
  const last = events.findLastIndex(({ body }) => body.type === 'verify.ended');
  const at = events[last]?.at;
  if (at === undefined) return null;
  return {
    at,
    outdated: events.slice(last + 1).some(({ body }) => CHANGES.has(body.type) || emptiedHosts(body) !== null),
  };
}
