import { faultSuite } from '../support/fault-suite.ts';
import { sample } from '../support/seeded.ts';

// Every pair is in test/long.
faultSuite({ balancer: 'haproxy', waf: false, pairs: (pairs) => sample(pairs, 4, ({ ids }) => ids.join()) });
