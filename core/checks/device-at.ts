import { sameHost } from '../client-ip/same-address.ts';
import type { Farm } from '../model/farm.ts';

/** Returns the name of the device whose address this is, so that nodes admit and trust it by plan; null for any other address. */
export function deviceAt({ hops }: Farm, address: string): string | null {
  return hops.find(({ presentsAs }) => presentsAs.some((one) => sameHost(one, address)))?.name ?? null;
}
