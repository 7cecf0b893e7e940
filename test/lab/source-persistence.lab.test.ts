import { sourcePersistenceSuite } from '../support/source-persistence-suite.ts';

// The bundled proxy is in test/long.
sourcePersistenceSuite('haproxy');
