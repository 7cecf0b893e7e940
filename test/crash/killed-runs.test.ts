import { KILL_POINTS } from '../support/kill-points.ts';
import { killSuite } from '../support/kill-suite.ts';
import { sample } from '../support/seeded.ts';

// All of them, behind both balancers, are in test/long.
killSuite('bundled', sample(KILL_POINTS, 1, String));
