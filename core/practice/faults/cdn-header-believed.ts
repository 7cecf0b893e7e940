import { letDeviate } from './deviating-node.ts';
import { type Fault, forEachNode } from './fault.ts';

/** A header that a content delivery network sets: devices of the farm delete it, so that it comes straight to a node only. */
const HEADER = 'CF-Connecting-IP';

export const cdnHeaderBelieved: Fault = {
  id: 'cdn-header-believed',
  topology: 'any farm whose application writes audit records',
  changes: `The application believes the header ${HEADER} of every sender.`,
  cause: 'other-header-believed',
  turns: (farm) => forEachNode(farm, 'forged-direct.refused'),
  needs: ['distrust', 'records'],
  spoils: ['distrust'],
  plant: async (world) => {
    const believes = { when: { header: HEADER }, does: { address: { header: HEADER } } };
    for (const node of world.nodes.filter(world.isRunning)) await letDeviate(world, node, believes);
  },
};
