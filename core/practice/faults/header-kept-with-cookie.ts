import { type Fault, forEachService, forTheFarm } from './fault.ts';

export const headerKeptWithCookie: Fault = {
  id: 'header-kept-with-cookie',
  topology: 'a farm behind HAProxy, which is the outermost device and sets the forwarded header',
  only: ['at the edge', 'behind HAProxy'],
  changes: 'The balancer keeps the forwarded header that a client sends with a cookie.',
  cause: 'wrong-only-with-signed-in',
  turns: (farm) => [
    ...forEachService(farm, 'spoof.refused'),
    ...forEachService(farm, 'header.as-planned'),
    forTheFarm('balancer.as-planned'),
  ],
  needs: ['header lines', 'balancer file'],
  spoils: ['header lines'],
  plant: (world) => world.breakBalancer(world.services, { headerKeptIf: '{ req.hdr(cookie) -m found }' }),
};
