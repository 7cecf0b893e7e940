import { letDeviate } from './deviating-node.ts';
import { type Fault, firstOf, forEachNode, onlyNode } from './fault.ts';

export const probesLimited: Fault = {
  id: 'probes-limited',
  topology: 'any farm whose application writes audit records',
  changes: 'The first node answers 429 to requests with X-Real-IP, and records nothing of them.',
  cause: 'probes-refused',
  turns: (farm) => forEachNode(onlyNode(farm, firstOf(farm.nodes)), 'forged-direct.refused', 'could not tell'),
  hits: firstOf,
  needs: ['distrust', 'records'],
  spoils: ['distrust'],
  plant: (world) =>
    letDeviate(world, firstOf(world.nodes), { when: { header: 'X-Real-IP' }, does: { status: 429, unrecorded: true } }),
};
