import { letDeviate } from './deviating-node.ts';
import { type Fault, firstOf, forEachPath, onlyNode } from './fault.ts';

/** HAProxy begins a connection to a node for each client; the bundled proxy keeps some for the next client. */
export const wrongOnKeptConnection: Fault = {
  id: 'wrong-on-kept-connection',
  topology: 'a farm behind HAProxy whose application writes audit records',
  only: ['behind HAProxy'],
  changes: 'The first node records the balancer for every request of a connection but the first one.',
  cause: 'wrong-only-with-kept-connection',
  turns: (farm) => forEachPath(onlyNode(farm, firstOf(farm.nodes)), 'audit.client-ip'),
  hits: firstOf,
  needs: ['address', 'records'],
  spoils: ['address'],
  plant: (world) => letDeviate(world, firstOf(world.nodes), { when: { onConnection: 2 }, does: { address: 'peer' } }),
};
