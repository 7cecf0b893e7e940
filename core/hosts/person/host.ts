import { answerIn } from '../../hand-over/answer-in.ts';
import { readingForPerson } from '../../hand-over/reading-for-person.ts';
import { FarmError } from '../../model/errors.ts';
import type { RecordEvent } from '../../model/event.ts';
import type { HandIns, KeptHandIn } from '../../model/hand-in.ts';
import { type Host, READING_WAITS } from '../../model/host.ts';

/** What a host is reached with when a person works there. */
export interface PersonHostPorts {
  host: string;
  /** Who works there, as the answers name that person or team. */
  who: string;
  handedIn: HandIns;
  record: RecordEvent;
}

/**
 * A host that a person works on. Actions are handed over, and are in place when the person has handed in that they are
 * done. A reading is answered by what was handed in for it; until then the question is recorded, and waits.
 */
export function personHost({ host, who, handedIn, record }: PersonHostPorts): Host {
  return {
    name: host,
    kind: 'person',
    takes: 'labels',
    answers: 'later',
    inspect: async (_action, { step, inputs }) => {
      const last = handedIn.ofStep(step, inputs);
      if (last === null) return { state: 'not known', detail: `${who} was not asked yet, or has not handed it in` };
      if (last.outcome === 'done') return { state: 'in place', detail: `${last.who} handed it in at ${last.at}` };
      return { state: 'not known', detail: `${last.who} reported at ${last.at} that it failed` };
    },
    perform: async () => 'handed over',
    read: async (reading) => {
      const { id, ask, script, example } = readingForPerson(host, reading);
      const answer = handedIn.ofReading(id);
      if (answer?.outcome === 'failed') throw notRead(host, answer);
      if (answer !== null) return answerIn(reading, answer.text);
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
    code: READING_WAITS,
    message: `The answer from ${host} is not there yet: ${who} was asked for it.`,
    remedy: 'Hand in what was asked for, then go on.',
    at: host,
  });
}

function notRead(host: string, { who, at, text }: KeptHandIn): FarmError {
  return new FarmError({
    code: 'reading.failed',
    message: `${who} reported at ${at} that this could not be read on ${host}${text.trim() === '' ? '.' : `: ${text.trim()}`}`,
    remedy: 'Mend what stands in the way, then prove the farm again.',
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
