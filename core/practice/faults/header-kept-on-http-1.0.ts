import { type Fault, forEachService, forTheFarm } from './fault.ts';

export const headerKeptOnHttp10: Fault = {
  id: 'header-kept-on-http-1.0',
  topology: 'a farm behind HAProxy, which is the outermost device and sets the forwarded header',
  only: ['at the edge', 'behind HAProxy'],
  changes: 'The balancer keeps the forwarded header that a client sends with HTTP/1.0.',
  cause: 'wrong-only-with-http-1.0',
  turns: (farm) => [
    ...forEachService(farm, 'spoof.refused'),
    ...forEachService(farm, 'header.as-planned'),
    forTheFarm('balancer.as-planned'),
  ],
  needs: ['header lines', 'balancer file'],
  spoils: ['header lines'],
  plant: (world) => world.breakBalancer(world.services, { headerKeptIf: '{ req.ver 1.0 }' }),
};
