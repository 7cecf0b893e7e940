import { STANDS } from '../support/fault-stands.ts';
import { faultSuite } from '../support/fault-suite.ts';
import { sample } from '../support/seeded.ts';

// One that only HAProxy can have.
faultSuite(STANDS.haproxy, {
  singles: (faults) =>
    sample(
      faults.filter(({ only }) => only?.includes('behind HAProxy')),
      1,
      ({ id }) => id,
    ),
  pairs: (pairs) => sample(pairs, 1, ({ ids }) => ids.join()),
});
