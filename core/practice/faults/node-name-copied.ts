import { letDeviate } from './deviating-node.ts';
import { type Fault, firstOf, forEachNode, forEachPath, forEachService, lastOf, onlyNode } from './fault.ts';

export const nodeNameCopied: Fault = {
  id: 'node-name-copied',
  topology: 'any farm whose application writes audit records',
  changes: 'The last node writes the name of the first one into its audit records.',
  cause: 'node-name-of-another',
  turns: (farm) => {
    const node = onlyNode(farm, lastOf(farm.nodes));
    return [
      ...forEachNode(node, 'audit.node'),
      // By its records no request reached it.
      ...forEachService(farm, 'distribution'),
      ...forEachPath(node, 'audit.recorded', 'could not run'),
      ...forEachPath(node, 'audit.client-ip', 'could not run'),
    ];
  },
  hits: lastOf,
  needs: ['records'],
  spoils: ['records'],
  plant: (world) => letDeviate(world, lastOf(world.nodes), { when: {}, does: { node: firstOf(world.nodes) } }),
};
