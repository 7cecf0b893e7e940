import { type Fault, forEachService, forTheFarm, shareOf } from './fault.ts';

export const headerKept: Fault = {
  id: 'header-kept',
  topology: 'any farm whose balancer is the outermost device and sets the forwarded header',
  only: ['at the edge'],
  changes: 'The balancer sets the forwarded header only if the client sent none.',
  cause: 'client-header-passed-on',
  turns: (farm) => [
    ...forEachService(farm, 'spoof.refused'),
    ...forEachService(farm, 'header.as-planned'),
    forTheFarm('balancer.as-planned'),
  ],
  spoils: ['header lines', 'balancer file'],
  plant: (world, { alsoPlanted }) =>
    world.breakBalancer(shareOf(world.services, alsoPlanted, ['header-missing', 'layer-4', 'trust-too-wide'], 'rest'), {
      policy: 'if-none',
    }),
};
