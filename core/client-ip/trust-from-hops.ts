import type { HeaderPolicy } from '../model/header-policy.ts';
import { parseAddress } from './trusted-range.ts';

/** A device between client and node that is trusted to say who came before it. */
export interface TrustedHop {
  readonly name: string;
  /**
   * The address the next device sees as peer: the self or SNAT address, not the virtual one. Where a pair shares the
   * work, one for each member.
   */
  readonly presentsAs: string | readonly string[];
  readonly headerPolicy: HeaderPolicy;
}

/** The trust settings of a node. */
export interface DerivedTrust {
  /** Entries that trusted hops add to what reaches the node. 0: none does, the node will see the last hop. */
  readonly forwardLimit: number;
  /** Canonical addresses of all hops, outermost first, each once. */
  readonly knownProxies: string[];
}

/**
 * The trust settings that follow from the hops, given outermost first. They are never typed: the limit alone stops a
 * forged entry, the list alone stops one when a hop is bypassed.
 *
 * Errors: `address.invalid` with the field (`hops[1].presentsAs`).
 */
export function trustFromHops(hops: readonly TrustedHop[]): DerivedTrust {
  const forwardLimit = hops.reduce((entries, { headerPolicy }) => entriesAfter(headerPolicy, entries), 0);
  const addresses = hops.flatMap(({ presentsAs }, index) => {
    if (typeof presentsAs === 'string') return [parseAddress(presentsAs, `hops[${index}].presentsAs`)];
    return presentsAs.map((address, member) => parseAddress(address, `hops[${index}].presentsAs[${member}]`));
  });
  return { forwardLimit, knownProxies: [...new Set(addresses)] };
}

/** How many entries of trusted hops the header holds behind a hop that received it with so many. */
function entriesAfter(policy: HeaderPolicy, entries: number): number {
  switch (policy) {
    case 'remove':
      return 0;
    case 'replace':
      return 1;
    case 'append':
    case 'add-line':
      return entries + 1;
    // Behind a hop that wrote the header there is one already. As the first, it writes one for an honest client.
    case 'if-none':
      return Math.max(entries, 1);
    case 'preserve':
      return entries;
  }
}
