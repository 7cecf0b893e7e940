import { headerAtNode } from '../client-ip/header-at-node.ts';
import { sameHost } from '../client-ip/same-address.ts';
import type { Farm } from '../model/farm.ts';

/** Returns whether these lines are the header that the devices make of a request of this client that forges nothing. */
export function isHeaderFrom({ hops }: Farm, client: string, lines: readonly string[]): boolean {
  const entries = (all: readonly string[]) => all.flatMap((line) => line.split(',')).map((entry) => entry.trim());
  const planned = entries(headerAtNode(hops, client).lines);
  const came = entries(lines);
  // Of a pair, either unit may have had the request.
  const units = (address: string) =>
    hops.find(({ presentsAs }) => presentsAs.some((one) => sameHost(one, address)))?.presentsAs ?? [address];
  const isSame = (entry: string, index: number) =>
    units(planned[index] ?? '').some((address) => entry === address || sameHost(entry, address));
  return came.length === planned.length && came.every(isSame);
}
