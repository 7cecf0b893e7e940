import { Address } from './address.tsx';

/** IPv4 addresses, with a prefix or without, and IPv6 addresses, which a time of day must not be taken for. */
const ADDRESS = /(\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?\b|\b[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*::[0-9a-f:.]*)/gi;

/** A sentence whose addresses stand in monospace, so that digits can be compared. */
export function WithAddresses({ children }: { children: string }) {
  // Splitting by a group keeps what it caught at every odd place.
  return children.split(ADDRESS).map((part, index) => {
    if (index % 2 === 0) return part;
    // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is never reordered
    return <Address key={index}>{part}</Address>;
  });
}
