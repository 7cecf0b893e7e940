import { letDeviate } from './deviating-node.ts';
import { type Fault, forEachPath, lastOf, onlyNode } from './fault.ts';

export const secondRecordLater: Fault = {
  id: 'second-record-later',
  topology: 'any farm whose application writes audit records',
  changes: 'The last node writes a second record of every request 1.5 seconds later, with its TCP peer as address.',
  cause: 'records-change',
  turns: (farm) => {
    const node = onlyNode(farm, lastOf(farm.nodes));
    return [...forEachPath(node, 'audit.recorded'), ...forEachPath(node, 'audit.client-ip', 'could not run')];
  },
  hits: lastOf,
  needs: ['records'],
  spoils: ['records'],
  plant: (world) =>
    letDeviate(world, lastOf(world.nodes), { when: {}, does: { second: { afterMs: 1500, address: 'peer' } } }),
};
