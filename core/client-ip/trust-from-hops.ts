import type { HeaderPolicy } from '../model/header-policy.ts';
import { linesBehindHop } from './header-at-node.ts';
import { headerEntries } from './header-entries.ts';
import { parseAddress } from './trusted-range.ts';

/** A trusted device between client and node. */
export interface TrustedHop {
  readonly name: string;
  /**
   * The address the next device sees as peer: the self or SNAT address, not the virtual one. For a pair, one for
   * each member.
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

const ANY = '192.0.2.1';

/**
 * The trust settings that follow from the hops, given outermost first. They are never entered by hand: only the limit
 * stops a forged entry, and only the list stops one when a hop is bypassed.
 *
 * Errors: `address.invalid` with the field (`hops[1].presentsAs`).
 */
export function trustFromHops(hops: readonly TrustedHop[]): DerivedTrust {
  // What counts is how many entries there are; each hop may write any address.
  const lines = hops.reduce<string[]>((before, { headerPolicy }) => linesBehindHop(headerPolicy, before, ANY), []);
  const forwardLimit = headerEntries(lines).length;
  const addresses = hops.flatMap(({ presentsAs }, index) => {
    if (typeof presentsAs === 'string') return [parseAddress(presentsAs, `hops[${index}].presentsAs`)];
    return presentsAs.map((address, member) => parseAddress(address, `hops[${index}].presentsAs[${member}]`));
  });
  return { forwardLimit, knownProxies: [...new Set(addresses)] };
}
