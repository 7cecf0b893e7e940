import { letDeviate } from './deviating-node.ts';
import { type Fault, firstOf, forEachPath, onlyNode } from './fault.ts';

export const recordsTwice: Fault = {
  id: 'records-twice',
  topology: 'any farm whose application writes audit records',
  changes: 'The first node writes two records of every request.',
  cause: 'recorded-twice',
  turns: (farm) => {
    const node = onlyNode(farm, firstOf(farm.nodes));
    return [...forEachPath(node, 'audit.recorded'), ...forEachPath(node, 'audit.client-ip', 'could not run')];
  },
  hits: firstOf,
  needs: ['records'],
  spoils: ['records'],
  plant: (world) => letDeviate(world, firstOf(world.nodes), { when: {}, does: { second: { afterMs: 0 } } }),
};
