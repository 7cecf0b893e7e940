import { faultSuite } from '../support/fault-suite.ts';

faultSuite({ balancer: 'bundled', waf: true, pairs: (pairs) => pairs });
