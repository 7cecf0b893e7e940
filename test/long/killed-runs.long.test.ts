import { KILL_POINTS } from '../support/kill-points.ts';
import { killSuite } from '../support/kill-suite.ts';

for (const balancer of ['bundled', 'haproxy']) killSuite(balancer, KILL_POINTS);
