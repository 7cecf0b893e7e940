import { DISTURBED, killedProofSuite } from '../support/killed-proof-suite.ts';
import { sample } from '../support/seeded.ts';

// Both are in test/long.
killedProofSuite(sample(DISTURBED, 1, ({ deed }) => deed));
