import type { EventBody } from '../model/event.ts';

/** Codes of an error that tells that all hosts are gone. Older journals have the second one. */
const HOSTS_GONE: readonly string[] = ['site.lost', 'practice.world-lost'];

/**
 * Returns the names of the hosts that an event tells to be empty from now on, or *all*; null where the event tells of none.
 * Hosts that were made anew are empty, and so are hosts that an activity found gone.
 */
export function emptiedHosts(body: EventBody): readonly string[] | 'all' | null {
  if (body.type === 'hosts.made') return body.hosts ?? 'all';
  return body.type === 'farm.state' && HOSTS_GONE.includes(body.error?.code ?? '') ? 'all' : null;
}
