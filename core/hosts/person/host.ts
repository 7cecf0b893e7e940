import { readingForPerson } from '../../hand-over/reading-for-person.ts';
import { FarmError } from '../../model/errors.ts';
import type { RecordEvent } from '../../model/event.ts';
import type { KeptHandIn } from '../../model/hand-in.ts';
import type { Host } from '../../model/host.ts';

/** What a host is reached with when a person works there. */
export interface PersonHostPorts {
  host: string;
  /** Who works there, as the answers name that person or team. */
  who: string;
  /** The hand-in that holds for a step made from these inputs; null where none does. */
  stepHandIn(step: string, inputs: string): KeptHandIn | null;
  /** The hand-in that holds for a reading; null where none does. */
  readingHandIn(item: string): KeptHandIn | null;
  record: RecordEvent;
}

/**
 * A host that a person works on. Actions are handed over, and are in place when the person has handed in that they are
 * done. A reading is answered by what was handed in for it; until then the question is recorded, and waits.
 */
export function personHost({ host, who, stepHandIn, readingHandIn, record }: PersonHostPorts): Host {
  return {
    name: host,
    kind: 'person',
    takes: 'labels',
    inspect: async (_action, { step, inputs }) => {
      const handedIn = stepHandIn(step, inputs);
      if (handedIn === null) return { state: 'not known', detail: `${who} was not asked yet, or has not handed it in` };
      if (handedIn.outcome === 'done')
        return { state: 'in place', detail: `${handedIn.who} handed it in at ${handedIn.at}` };
      return { state: 'not known', detail: `${handedIn.who} reported at ${handedIn.at} that it failed` };
    },
    perform: async () => 'handed over',
    read: async (reading) => {
      const { id, ask, script, example } = readingForPerson(host, reading);
      const handedIn = readingHandIn(id);
      if (handedIn?.outcome === 'done') return handedIn.text;
      record({
        host,
        page: 'verify',
        sentence: `${who} is asked: ${ask}`,
        body: { type: 'reading.asked', item: id, who, ask, script, example },
      });
      throw waits(host, who);
    },
    service: async (name, state) => {
      throw byHand(host, who, name, state);
    },
  };
}

function waits(host: string, who: string): FarmError {
  return new FarmError({
    code: 'reading.waiting',
    message: `The answer from ${host} is not there yet: ${who} was asked for it.`,
    remedy: 'Hand in what was asked for, then go on.',
    at: host,
  });
}

function byHand(host: string, who: string, service: string, state: 'stopped' | 'started'): FarmError {
  return new FarmError({
    code: 'host.by-person',
    message: `${service} on ${host} cannot be ${state} from here: ${who} works on this host.`,
    remedy: 'Leave out the failover test, or reach this host in another way.',
    at: host,
  });
}
