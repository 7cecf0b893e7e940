import { type Fault, forTheFarm } from './fault.ts';

export const entranceAdded: Fault = {
  id: 'entrance-added',
  topology: 'any farm',
  changes: 'The balancer listens at one more port, and passes on what comes there without touching the header.',
  cause: 'second-entrance',
  turns: () => [forTheFarm('entrances.closed'), forTheFarm('balancer.as-planned')],
  needs: ['balancer file'],
  plant: async (world) => world.breakBalancer(world.services.slice(0, 1), { entrance: await world.freePort() }),
};
