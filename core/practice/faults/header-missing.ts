import { type Fault, forEachPath, forEachService, forTheFarm, shareOf } from './fault.ts';

export const headerMissing: Fault = {
  id: 'header-missing',
  topology: 'any farm whose balancer sets the forwarded header',
  changes: 'The balancer removes the client’s forwarded header and sets none.',
  cause: 'balancer-sends-no-address',
  turns: (farm) => [
    ...forEachPath(farm, 'audit.client-ip'),
    ...forEachService(farm, 'header.as-planned'),
    forTheFarm('balancer.as-planned'),
  ],
  spoils: ['address', 'header lines', 'balancer file'],
  plant: (world, { alsoPlanted }) =>
    world.breakBalancer(
      shareOf(world.services, alsoPlanted, ['header-kept', 'layer-4', 'trust-too-wide', 'health-path-dead'], 'first'),
      { policy: 'remove' },
    ),
};
