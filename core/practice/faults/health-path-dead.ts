import { type Fault, forEachPath, forEachService, forTheFarm } from './fault.ts';

const DEAD_PATH = '/no-such-health-check';

export const healthPathDead: Fault = {
  id: 'health-path-dead',
  topology: 'any farm whose balancer asks the nodes for their health',
  changes: 'The balancer’s health check uses a path that the application does not have.',
  cause: 'balancer-asks-wrong-path',
  turns: (farm) => [
    ...forEachPath(farm, 'balancer.pool'),
    forTheFarm('balancer.as-planned'),
    ...forEachService(farm, 'distribution', 'could not run'),
    ...forEachService(farm, 'requests.answered'),
    ...forEachService(farm, 'persistence.as-planned', 'could not run'),
    ...forEachPath(farm, 'audit.recorded', 'could not run'),
    ...forEachPath(farm, 'audit.client-ip', 'could not run'),
    ...forEachService(farm, 'header.as-planned', 'could not run'),
    ...forEachService(farm, 'spoof.refused', 'could not run'),
    { check: 'sign-in.across', subject: { service: 'web' }, verdict: 'could not run' },
    forTheFarm('drill.node-loss', 'could not run'),
  ],
  // Through a service without nodes nothing else can be seen, so another fault keeps the first one.
  spoils: ['balancer file'],
  plant: (world, { alsoPlanted }) =>
    world.breakBalancer(alsoPlanted.length === 0 ? world.services : world.services.slice(1), { healthPath: DEAD_PATH }),
};
