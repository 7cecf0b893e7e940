import type { Farm } from '../model/farm.ts';

/** Who has an address in a farm. */
export type AddressOwner =
  | { who: 'client' | 'balancer' | 'virtual address' | 'wizard' | 'database' }
  | { who: 'hop' | 'node'; name: string };

/** Returns who has this address, or null where nothing of the farm has it. */
export function ownerOf(farm: Farm | null, address: string | null): AddressOwner | null {
  if (farm === null || address === null) return null;
  if (farm.clientAddresses.includes(address)) return { who: 'client' };
  const hop = farm.hops.find((candidate) => candidate.presentsAs === address);
  if (hop !== undefined) return hop === farm.hops.at(-1) ? { who: 'balancer' } : { who: 'hop', name: hop.name };
  if (farm.services.some((service) => service.address === address)) return { who: 'virtual address' };
  const node = farm.nodes.find((candidate) => candidate.address === address);
  if (node !== undefined) return { who: 'node', name: node.name };
  if (farm.wizardAddress === address) return { who: 'wizard' };
  return farm.database.host === address ? { who: 'database' } : null;
}
