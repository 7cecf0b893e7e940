import { STANDS } from '../support/fault-stands.ts';
import { faultSuite } from '../support/fault-suite.ts';

faultSuite(STANDS.haproxy);
