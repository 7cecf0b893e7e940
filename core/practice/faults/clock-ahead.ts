import { letDeviate } from './deviating-node.ts';
import { type Fault, forEachNode, onlyNode, secondOf } from './fault.ts';

export const clockAhead: Fault = {
  id: 'clock-ahead',
  topology: 'any farm whose application writes audit records',
  changes: 'The clock of the second node is one hour ahead.',
  cause: 'clocks-differ',
  turns: (farm) => forEachNode(onlyNode(farm, secondOf(farm.nodes)), 'audit.time', 'warning'),
  hits: secondOf,
  needs: ['records'],
  plant: (world) => letDeviate(world, secondOf(world.nodes), { when: {}, does: { clockMs: 3_600_000 } }),
};
