import { STANDS } from '../support/fault-stands.ts';
import { faultSuite } from '../support/fault-suite.ts';
import { sample } from '../support/seeded.ts';

faultSuite(STANDS.haproxy, {
  singles: (faults) => sample(faults, 4, ({ id }) => id),
  pairs: (pairs) => sample(pairs, 2, ({ ids }) => ids.join()),
});
