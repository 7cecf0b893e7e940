import { letDeviate } from './deviating-node.ts';
import { type Fault, forEachNode, forEachPath, forEachService, onlyNode, secondOf } from './fault.ts';

export const recordsMissing: Fault = {
  id: 'records-missing',
  topology: 'any farm whose application writes audit records',
  changes: 'The second node writes no record of every third request.',
  cause: 'records-lost',
  turns: (farm) => {
    const node = onlyNode(farm, secondOf(farm.nodes));
    return [
      ...forEachPath(node, 'audit.recorded'),
      ...forEachPath(node, 'audit.client-ip', 'could not run'),
      ...forEachNode(node, 'forged-direct.refused', 'could not run'),
      // Of the forged requests to each service a third or so reach the node, and one of them at least is lost.
      ...forEachService(farm, 'spoof.refused', 'could not run'),
    ];
  },
  hits: secondOf,
  needs: ['records'],
  spoils: ['records'],
  plant: (world) => letDeviate(world, secondOf(world.nodes), { when: { every: 3 }, does: { unrecorded: true } }),
};
