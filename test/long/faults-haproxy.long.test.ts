import { faultSuite } from '../support/fault-suite.ts';

faultSuite({ balancer: 'haproxy', waf: false, pairs: (pairs) => pairs });
