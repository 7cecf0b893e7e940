import { sameHost } from '../../client-ip/same-address.ts';
import type { AuditEntry } from '../../model/audit-source.ts';

/** What is known of a request that no token tells from others. */
interface KnownRequest {
  from: Date;
  to: Date;
  sentFrom: string;
  /** The node that answered, where it says its name. */
  node: string | null;
  service: string;
}

/**
 * Returns the records of a span of time that may be of this request: those of its service and of the node that answered,
 * and of these the ones with its address where there are any. Where none has its address all are returned, so that a wrong
 * address shows.
 */
export function recordsOfRequest(
  entries: AuditEntry[],
  { from, to, sentFrom, node, service }: KnownRequest,
): AuditEntry[] {
  const within = entries.filter(({ at }) => {
    const time = at === null ? Number.NaN : Date.parse(at);
    return time >= from.getTime() && time <= to.getTime();
  });
  const there = within.filter(
    (entry) =>
      (node === null || entry.node === null || entry.node === node) &&
      (entry.service === undefined || entry.service === service),
  );
  const own = there.filter(({ address }) => sameHost(address, sentFrom));
  return own.length > 0 ? own : there;
}
