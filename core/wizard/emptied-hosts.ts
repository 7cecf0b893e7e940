import type { EventBody } from '../model/event.ts';
import { SITE_LOST } from '../model/site.ts';

/** Errors that say that the hosts are gone; the second is that of farm files before version 5. */
const LOST: readonly string[] = [SITE_LOST, 'practice.world-lost'];

/**
 * Hosts on which nothing is any more, as an event tells: their names, or *all*; null where it tells of none. Hosts
 * that an activity found gone are as empty as those that were made anew.
 */
export function emptiedHosts(body: EventBody): readonly string[] | 'all' | null {
  if (body.type === 'hosts.made') return body.hosts ?? 'all';
  return body.type === 'farm.state' && body.error !== undefined && LOST.includes(body.error.code) ? 'all' : null;
}
