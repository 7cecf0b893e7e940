import { type Fault, forEachService } from './fault.ts';

export const configurationPutBack: Fault = {
  id: 'configuration-put-back',
  topology: 'any farm whose balancer is the outermost device and sets the forwarded header',
  only: ['at the edge'],
  changes:
    'The balancer runs with a configuration that sets the forwarded header only if the client sent none, and its file is as planned.',
  cause: 'runs-another-configuration',
  turns: (farm) => [...forEachService(farm, 'spoof.refused'), ...forEachService(farm, 'header.as-planned')],
  needs: ['balancer file', 'header lines'],
  spoils: ['header lines', 'balancer file'],
  plant: (world) => world.breakBalancer(world.services, { policy: 'if-none' }, 'file put back'),
};
