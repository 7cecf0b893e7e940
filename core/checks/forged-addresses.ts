import { headerOfForged } from '../client-ip/header-of-forged.ts';
import { sameHost } from '../client-ip/same-address.ts';

/**
 * The addresses forged requests claim: of documentation ranges, which no client has (RFC 5737, RFC 3849); a public one, of a
 * resolver that is no client of anybody; a private one; and one of the computer itself.
 */
export const FORGED = {
  ...{ ipv4: '192.0.2.66', ipv6: '2001:db8::66', mapped: '::ffff:192.0.2.66' },
  ...{ global: '1.1.1.1', private: '10.255.255.66', loopback: '127.255.255.66' },
} as const;

/** Returns whether a recorded address is one that a forged request claimed. */
export function isForged(address: string | null): boolean {
  if (address === null) return false;
  return Object.values(FORGED).some((forged) => sameHost(address, forged)) || headerOfForged(address) !== null;
}
