import { sourcePersistenceSuite } from '../support/source-persistence-suite.ts';

sourcePersistenceSuite('bundled');
