import { letDeviate } from './deviating-node.ts';
import { type Fault, firstOf, forEachNode, lastOf, onlyNode } from './fault.ts';

export const nodeNameCopied: Fault = {
  id: 'node-name-copied',
  topology: 'any farm whose application writes audit records',
  changes: 'The last node writes the name of the first one into its audit records.',
  cause: 'node-name-of-another',
  turns: (farm) => forEachNode(onlyNode(farm, lastOf(farm.nodes)), 'audit.node'),
  hits: lastOf,
  needs: ['records'],
  spoils: ['records'],
  plant: (world) => letDeviate(world, lastOf(world.nodes), { when: {}, does: { node: firstOf(world.nodes) } }),
};
