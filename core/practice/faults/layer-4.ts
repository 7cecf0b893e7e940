import { type Fault, forEachPath, forEachService, forTheFarm, shareOf } from './fault.ts';

/** The trusted balancer carries whatever header the client sends, and adds none of its own. */
export const layer4: Fault = {
  id: 'layer-4',
  topology: 'any farm whose balancer is the outermost device',
  only: ['at the edge'],
  changes: 'The balancer passes TLS through without decrypting it, and connects to the nodes from its own address.',
  cause: 'balancer-passes-through',
  turns: (farm) => [
    ...forEachPath(farm, 'audit.client-ip'),
    ...forEachService(farm, 'spoof.refused'),
    ...forEachService(farm, 'header.as-planned'),
    forTheFarm('balancer.as-planned'),
  ],
  spoils: ['address', 'header lines', 'balancer file'],
  plant: (world, { alsoPlanted }) => {
    const rest = shareOf(world.services, alsoPlanted, ['header-missing', 'trust-too-wide'], 'rest');
    return world.breakBalancer(shareOf(rest, alsoPlanted, ['header-kept', 'health-path-dead'], 'first'), { layer: 4 });
  },
};
