import { letDeviate } from './deviating-node.ts';
import { type Fault, forEachPath, lastOf, onlyNode } from './fault.ts';

export const wrongOnPost: Fault = {
  id: 'wrong-on-post',
  topology: 'any farm whose application writes audit records',
  changes: 'The last node records the balancer for POST requests.',
  cause: 'wrong-only-with-post',
  turns: (farm) => forEachPath(onlyNode(farm, lastOf(farm.nodes)), 'audit.client-ip'),
  hits: lastOf,
  needs: ['address', 'records'],
  spoils: ['address'],
  plant: (world) => letDeviate(world, lastOf(world.nodes), { when: { method: 'POST' }, does: { address: 'peer' } }),
};
