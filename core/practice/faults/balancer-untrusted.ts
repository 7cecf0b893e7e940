import { type Fault, forEachNode, forEachPath } from './fault.ts';

/** A common mistake: the virtual address is entered instead of the address that the nodes see. */
export const balancerUntrusted: Fault = {
  id: 'balancer-untrusted',
  topology: 'any farm whose application trusts the balancer by its address',
  changes: 'The application trusts the virtual address instead of the balancer’s own.',
  cause: 'trust-omits-balancer',
  turns: (farm) => [
    ...forEachPath(farm, 'audit.client-ip'),
    ...forEachNode(farm, 'ip-detection.as-planned'),
    ...forEachNode(farm, 'trust.not-wider'),
  ],
  spoils: ['address', 'trusted ranges'],
  plant: (world) =>
    world.changeTrust((trust) => ({ ...trust, knownProxies: [world.virtualAddress], knownNetworks: [] })),
};
