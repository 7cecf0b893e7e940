import { everyEventSuite } from '../support/every-event-suite.ts';

everyEventSuite((events) => events);
