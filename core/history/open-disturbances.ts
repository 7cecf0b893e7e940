import type { EventBody, JournalEvent } from '../model/event.ts';
import { emptiedHosts } from './emptied-hosts.ts';

/** A node that a verification drained or stopped, or put back. */
export type Disturbance = Extract<EventBody, { type: 'disturbance' }>;

/**
 * Returns the nodes that a verification drained or stopped and did not put back, because it was killed in between. A node
 * that was made anew since, or is gone, is neither drained nor stopped.
 */
export function openDisturbances(events: readonly JournalEvent[]): Disturbance[] {
  const last = new Map<string, Disturbance>();
  for (const { body } of events) {
    if (body.type === 'disturbance') last.set(`${body.deed} ${body.node}`, body);
    const emptied = emptiedHosts(body) ?? [];
    for (const [key, { node }] of last) if (emptied === 'all' || emptied.includes(node)) last.delete(key);
  }
  return [...last.values()].filter(({ over }) => !over);
}
