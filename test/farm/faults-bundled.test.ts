import { faultSuite } from '../support/fault-suite.ts';
import { sample } from '../support/seeded.ts';

// Every pair, behind both balancers, is in test/long.
faultSuite({ balancer: 'bundled', waf: false, pairs: (pairs) => sample(pairs, 3, ({ ids }) => ids.join()) });
