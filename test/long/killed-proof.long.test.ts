import { DISTURBED, killedProofSuite } from '../support/killed-proof-suite.ts';

killedProofSuite(DISTURBED);
