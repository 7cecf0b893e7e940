import { STANDS } from '../support/fault-stands.ts';
import { faultSuite } from '../support/fault-suite.ts';
import { sample } from '../support/seeded.ts';

// One that only such a farm can have.
faultSuite(STANDS.bundledWaf, {
  singles: (faults) =>
    sample(
      faults.filter(({ only }) => only?.includes('behind a WAF')),
      1,
      ({ id }) => id,
    ),
  pairs: (pairs) => sample(pairs, 1, ({ ids }) => ids.join()),
});
