import { everyEventSuite } from '../support/every-event-suite.ts';
import { sample } from '../support/seeded.ts';

// Every event is in test/long.
everyEventSuite((events) => sample(events, 12, String));
