import { type Fault, forEachNode, lastOf, onlyNode } from './fault.ts';
import { restartChanged } from './restart-changed.ts';

export const admitsOneClient: Fault = {
  id: 'admits-one-client',
  topology: 'any farm whose nodes admit the balancer and the wizard only',
  changes: 'The last node answers the last of the client addresses if it connects directly, and no other.',
  cause: 'node-admits-clients',
  turns: (farm) => forEachNode(onlyNode(farm, lastOf(farm.nodes)), 'bypass.closed'),
  hits: lastOf,
  plant: async (world) => {
    const node = lastOf(world.nodes);
    await restartChanged(world, node, (file) => ({ ...file, admits: [...file.admits, lastOf(world.clients)] }));
  },
};
