import { type Fault, firstOf, forEachNode, onlyNode, secondOf } from './fault.ts';
import { restartChanged } from './restart-changed.ts';

export const bypassOpen: Fault = {
  id: 'bypass-open',
  topology: 'any farm whose nodes admit the balancer and the wizard only',
  changes: 'The second node answers clients that connect to it directly.',
  cause: 'node-admits-clients',
  turns: (farm) => forEachNode(onlyNode(farm, secondOf(farm.nodes)), 'bypass.closed'),
  hits: secondOf,
  plant: async (world) => {
    const node = secondOf(world.nodes);
    await restartChanged(world, node, (file) => ({ ...file, admits: [...file.admits, firstOf(world.clients)] }));
  },
};
