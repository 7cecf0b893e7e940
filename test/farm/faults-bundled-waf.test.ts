import { STANDS } from '../support/fault-stands.ts';
import { faultSuite } from '../support/fault-suite.ts';
import { sample } from '../support/seeded.ts';

faultSuite(STANDS.bundledWaf, {
  singles: (faults) => sample(faults, 3, ({ id }) => id),
  pairs: (pairs) => sample(pairs, 2, ({ ids }) => ids.join()),
});
