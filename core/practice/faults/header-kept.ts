import { type Fault, forEachService, forTheFarm } from './fault.ts';

export const headerKept: Fault = {
  id: 'header-kept',
  topology: 'any farm whose balancer sets the forwarded header',
  changes: 'The balancer sets the forwarded header only where the client sent none.',
  cause: 'client-header-passed-on',
  turns: (farm) => [...forEachService(farm, 'spoof.refused'), forTheFarm('balancer.as-planned')],
  plant: (world, { alsoPlanted }) =>
    world.changeHeaderPolicy(
      alsoPlanted.includes('header-missing') ? world.services.slice(1) : world.services,
      'if-none',
    ),
};
