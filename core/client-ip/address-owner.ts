import type { Farm } from '../model/farm.ts';
import { databaseHost, nodesOf } from '../model/farm-parts.ts';
import { sameHost } from './same-address.ts';

/** The owner of an address in a farm. */
export type AddressOwner =
  | { who: 'client' | 'balancer' | 'virtual address' | 'wizard' | 'database' }
  | { who: 'hop' | 'node'; name: string };

/** Returns the owner of this address, or null if it does not belong to the farm. */
export function ownerOf(farm: Farm | null, address: string | null): AddressOwner | null {
  if (farm === null || address === null) return null;
  const isIt = (one: string) => one === address || sameHost(one, address);
  if (farm.clientAddresses.some(isIt)) return { who: 'client' };
  const hop = farm.hops.find((candidate) => candidate.presentsAs.some(isIt));
  if (hop !== undefined) return hop === farm.hops.at(-1) ? { who: 'balancer' } : { who: 'hop', name: hop.name };
  if (farm.services.some((service) => isIt(service.address))) return { who: 'virtual address' };
  const node = nodesOf(farm).find((candidate) => candidate.addresses.some(isIt));
  if (node !== undefined) return { who: 'node', name: node.name };
  if (isIt(farm.wizardAddress)) return { who: 'wizard' };
  return databaseHost(farm).addresses.some(isIt) ? { who: 'database' } : null;
}
