import { STANDS } from '../support/fault-stands.ts';
import { faultSuite } from '../support/fault-suite.ts';
import { sample } from '../support/seeded.ts';

// Every fault in every stand, and every pair in one, is in test/long.
faultSuite(STANDS.bundled, {
  singles: (faults) => sample(faults, 2, ({ id }) => id),
  pairs: (pairs) => sample(pairs, 1, ({ ids }) => ids.join()),
});
