import { type Fault, forEachPath, forTheFarm } from './fault.ts';

export const headerMissing: Fault = {
  id: 'header-missing',
  topology: 'any farm whose balancer sets the forwarded header',
  changes: 'The balancer removes the client’s forwarded header and sets none.',
  cause: 'balancer-sends-no-address',
  turns: (farm) => [...forEachPath(farm, 'audit.client-ip'), forTheFarm('balancer.as-planned')],
  plant: (world, { alsoPlanted }) =>
    world.changeHeaderPolicy(
      alsoPlanted.includes('header-kept') ? world.services.slice(0, 1) : world.services,
      'remove',
    ),
};
