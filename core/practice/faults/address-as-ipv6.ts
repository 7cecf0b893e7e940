import { letDeviate } from './deviating-node.ts';
import { type Fault, firstOf, forEachPath, onlyNode } from './fault.ts';

export const addressAsIpv6: Fault = {
  id: 'address-as-ipv6',
  topology: 'any farm whose application writes audit records',
  changes: 'The first node writes the address in the form of IPv6.',
  cause: 'address-in-other-form',
  turns: (farm) => {
    const node = onlyNode(farm, firstOf(farm.nodes));
    return forEachPath(node, 'audit.client-ip', 'warning');
  },
  hits: firstOf,
  needs: ['address', 'distrust', 'records'],
  spoils: ['address', 'distrust'],
  plant: (world) =>
    letDeviate(world, firstOf(world.nodes), { when: {}, does: { address: { before: '::ffff:', after: '' } } }),
};
