import { letDeviate } from './deviating-node.ts';
import { type Fault, forEachPath, onlyNode, secondOf } from './fault.ts';

export const wrongForSignedIn: Fault = {
  id: 'wrong-for-signed-in',
  topology: 'any farm whose application has sign-in and writes audit records',
  changes: 'The second node records the balancer for requests with a cookie.',
  cause: 'wrong-only-with-signed-in',
  turns: (farm) => forEachPath(onlyNode(farm, secondOf(farm.nodes)), 'audit.client-ip'),
  hits: secondOf,
  needs: ['address', 'records', 'sign-in'],
  spoils: ['address'],
  plant: (world) => letDeviate(world, secondOf(world.nodes), { when: { header: 'Cookie' }, does: { address: 'peer' } }),
};
