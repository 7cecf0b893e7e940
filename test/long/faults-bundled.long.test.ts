import { faultSuite } from '../support/fault-suite.ts';

faultSuite({ balancer: 'bundled', waf: false, pairs: (pairs) => pairs });
