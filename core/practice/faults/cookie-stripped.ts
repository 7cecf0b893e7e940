import { type Fault, forTheFarm } from './fault.ts';

export const cookieStripped: Fault = {
  id: 'cookie-stripped',
  topology: 'a farm behind HAProxy whose application has sign-in',
  only: ['behind HAProxy'],
  changes: 'The balancer takes the header Set-Cookie out of every answer.',
  cause: 'cookie-lost-at-balancer',
  turns: () => [
    { check: 'sign-in.across', subject: { service: 'web' }, verdict: 'fail' },
    forTheFarm('balancer.as-planned'),
  ],
  needs: ['sign-in', 'balancer file'],
  spoils: ['sign-in'],
  plant: (world) => world.breakBalancer(world.services, { answersLose: 'Set-Cookie' }),
};
