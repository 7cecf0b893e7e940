import { letDeviate } from './deviating-node.ts';
import { type Fault, firstOf, forEachPath, onlyNode } from './fault.ts';

export const addressInOtherForm: Fault = {
  id: 'address-in-other-form',
  topology: 'any farm whose application writes audit records',
  changes: 'The first node writes the address in the form of IPv6.',
  cause: 'address-in-other-form',
  turns: (farm) => forEachPath(onlyNode(farm, firstOf(farm.nodes)), 'audit.client-ip'),
  hits: firstOf,
  needs: ['records'],
  spoils: ['address'],
  plant: (world) =>
    letDeviate(world, firstOf(world.nodes), { when: {}, does: { address: { before: '::ffff:', after: '' } } }),
};
