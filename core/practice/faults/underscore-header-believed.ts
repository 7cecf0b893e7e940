import { letDeviate } from './deviating-node.ts';
import { type Fault, forEachNode, onlyNode, secondOf } from './fault.ts';

/** Some servers read `_` in a name as `-` (RFC 3875, 4.1.18). */
export const underscoreHeaderBelieved: Fault = {
  id: 'underscore-header-believed',
  topology: 'any farm whose application writes audit records',
  changes: 'The second node believes the header X_Forwarded_For of every sender.',
  cause: 'other-header-believed',
  turns: (farm) => forEachNode(onlyNode(farm, secondOf(farm.nodes)), 'forged-direct.refused'),
  hits: secondOf,
  needs: ['distrust', 'records'],
  spoils: ['distrust'],
  plant: (world) =>
    letDeviate(world, secondOf(world.nodes), {
      when: { header: 'X_Forwarded_For' },
      does: { address: { header: 'X_Forwarded_For' } },
    }),
};
