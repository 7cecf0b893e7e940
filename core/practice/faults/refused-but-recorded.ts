import { letDeviate } from './deviating-node.ts';
import { type Fault, forEachNode, lastOf, onlyNode } from './fault.ts';

export const refusedButRecorded: Fault = {
  id: 'refused-but-recorded',
  topology: 'any farm whose application writes audit records',
  changes: 'The last node answers 403 to requests with X-Real-IP, and records the address in it.',
  cause: 'refused-and-recorded',
  turns: (farm) => forEachNode(onlyNode(farm, lastOf(farm.nodes)), 'forged-direct.refused'),
  hits: lastOf,
  needs: ['distrust', 'records'],
  spoils: ['distrust'],
  plant: (world) =>
    letDeviate(world, lastOf(world.nodes), {
      when: { header: 'X-Real-IP' },
      does: { status: 403, address: { header: 'X-Real-IP' } },
    }),
};
