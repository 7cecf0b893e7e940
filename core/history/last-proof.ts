import type { EventBody, JournalEvent } from '../model/event.ts';
import type { Result } from '../model/result.ts';
import { emptiedHosts } from './emptied-hosts.ts';

/** Events after which an earlier proof says nothing of the farm as it is now. */
const CHANGES = new Set<EventBody['type']>([
  'run.started',
  'step.applying',
  'disturbance',
  'faults.planted',
  // This proof runs still, or it was cut off: one that ends is the last proof itself.
  'verify.started',
]);

/** Returns when the last proof ended, and whether the farm may have changed since; null where there was no proof. */
export function lastProof(events: readonly JournalEvent[]): { at: string; outdated: boolean } | null {
  const last = events.findLastIndex(({ body }) => body.type === 'verify.ended');
  const at = events[last]?.at;
  if (at === undefined) return null;
  return {
    at,
    outdated: events.slice(last + 1).some(({ body }) => CHANGES.has(body.type) || emptiedHosts(body) !== null),
  };
}

/** Returns whether a result is that of a proof that was cancelled. */
export function wasCancelled({ checks }: Result): boolean {
  return checks.some(({ verdict }) => verdict === 'cancelled');
}

/** Returns how far a proof came that was cancelled, as a sentence; null for one that came to its end. */
export function cancelledSentence({ checks }: Pick<Result, 'checks'>): string | null {
  const left = checks.filter(({ verdict }) => verdict === 'cancelled').length;
  return left === 0 ? null : `You cancelled. ${checks.length - left} of ${checks.length} checks were done.`;
}
