import { type Fault, firstOf, forEachNode, onlyNode, secondOf } from './fault.ts';

export const bypassOpen: Fault = {
  id: 'bypass-open',
  topology: 'any farm whose nodes admit the balancer and the wizard only',
  changes: 'The second node answers clients that connect to it directly.',
  cause: 'node-admits-clients',
  turns: (farm) => forEachNode(onlyNode(farm, secondOf(farm.nodes)), 'bypass.closed'),
  hits: secondOf,
  plant: async (world) => {
    const node = secondOf(world.nodes);
    await world.changeApplication(node, (file) => ({ ...file, admits: [...file.admits, firstOf(world.clients)] }));
    await world.restart(node);
  },
};
