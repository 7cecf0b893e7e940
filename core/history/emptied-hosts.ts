import type { EventBody } from '../model/event.ts';

/**
 * Hosts on which nothing is any more, as an event tells: their names, or *all*; null where it tells of none. Practice hosts
 * that an activity found gone are as empty as those that were made anew.
 */
export function emptiedHosts(body: EventBody): readonly string[] | 'all' | null {
  if (body.type === 'hosts.made') return body.hosts ?? 'all';
  return body.type === 'farm.state' && body.error?.code === 'practice.world-lost' ? 'all' : null;
}
