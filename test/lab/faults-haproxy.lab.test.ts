import { STANDS } from '../support/fault-stands.ts';
import { faultSuite } from '../support/fault-suite.ts';
import { sample } from '../support/seeded.ts';

// One of them is one that only HAProxy can have.
faultSuite(STANDS.haproxy, {
  singles: (faults) => {
    const own = faults.filter(({ only }) => only?.includes('behind HAProxy'));
    const others = faults.filter((fault) => !own.includes(fault));
    return [...sample(own, 1, ({ id }) => id), ...sample(others, 1, ({ id }) => id)];
  },
  pairs: (pairs) => sample(pairs, 1, ({ ids }) => ids.join()),
});
