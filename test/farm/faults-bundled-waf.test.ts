import { faultSuite } from '../support/fault-suite.ts';
import { sample } from '../support/seeded.ts';

faultSuite({
  balancer: 'bundled',
  waf: true,
  singles: (faults) => [
    ...faults.filter(({ only }) => only === 'behind a WAF'),
    ...sample(
      faults.filter(({ only }) => only === undefined),
      3,
      ({ id }) => id,
    ),
  ],
  pairs: (pairs) => sample(pairs, 1, ({ ids }) => ids.join()),
});
