import { letDeviate } from './deviating-node.ts';
import { type Fault, forEachPath, onlyNode, secondOf } from './fault.ts';

export const addressCached: Fault = {
  id: 'address-cached',
  topology: 'any farm whose application writes audit records',
  changes:
    'The second node keeps the first address that it found for a TCP peer, and records that for all its requests.',
  cause: 'address-kept-of-another',
  turns: (farm) => forEachPath(onlyNode(farm, secondOf(farm.nodes)), 'audit.client-ip'),
  hits: secondOf,
  needs: ['address', 'records'],
  spoils: ['address'],
  plant: (world) => letDeviate(world, secondOf(world.nodes), { when: {}, does: { address: 'kept of peer' } }),
};
