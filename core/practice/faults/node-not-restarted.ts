import { type Fault, firstOf } from './fault.ts';

/** It hits a node, and is planted after all that start it: it stands last among the faults. */
export const nodeNotRestarted: Fault = {
  id: 'node-not-restarted',
  topology: 'any farm',
  changes: 'The file of the first node names other trusted addresses, and the application was not started since.',
  cause: 'changed-not-in-force',
  turns: () => [],
  plant: (world) => world.giveOwnTrust(firstOf(world.nodes), { knownProxies: [world.virtualAddress] }),
};
