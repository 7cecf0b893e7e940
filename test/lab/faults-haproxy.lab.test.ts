import { faultSuite } from '../support/fault-suite.ts';
import { sample } from '../support/seeded.ts';

// Every fault is tried behind the bundled proxy; all of them and all pairs, behind both balancers, are in test/long.
faultSuite({
  balancer: 'haproxy',
  waf: false,
  singles: (faults) => sample(faults, 6, ({ id }) => id),
  pairs: (pairs) => sample(pairs, 2, ({ ids }) => ids.join()),
});
