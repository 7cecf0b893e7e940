import { faultSuite } from '../support/fault-suite.ts';

faultSuite({ balancer: 'haproxy', waf: true, pairs: (pairs) => pairs });
