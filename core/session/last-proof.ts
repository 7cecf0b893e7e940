import type { JournalEvent } from '../model/event.ts';

/** What makes an earlier verdict say nothing of the farm as it is now. */
const CHANGES = new Set<JournalEvent['body']['type']>(['run.started', 'step.applying', 'disturbance']);

/** When the last verdict was given, and whether the farm may have changed since; null where there is none. */
export function lastProof(events: readonly JournalEvent[]): { at: string; outdated: boolean } | null {
  const last = events.findLastIndex(({ body }) => body.type === 'verify.ended');
  const at = events[last]?.at;
  if (at === undefined) return null;
  return { at, outdated: events.slice(last + 1).some(({ body }) => CHANGES.has(body.type)) };
}
