import { createHash } from 'node:crypto';
import { FarmError } from '../model/errors.ts';
import type { Reading } from '../model/reading.ts';

/** A reading as a person is asked for it. */
export interface ReadingForPerson {
  /** The same for the same reading of the same host. */
  id: string;
  /** What to look at, as sentences. */
  ask: string;
  /** What to run or to send, exactly; null where there is nothing to copy. */
  script: string | null;
  /** What is handed in, for example. */
  example: string;
}

const ID_CHARACTERS = 8;

/**
 * Returns how a person is asked for a reading.
 * @throws FarmError `host.cannot-carry` where the plug-in has no words for people
 */
export function readingForPerson(host: string, reading: Reading): ReadingForPerson {
  const digest = createHash('sha256').update(JSON.stringify(reading)).digest('hex');
  return { id: `${host}.${digest.slice(0, ID_CHARACTERS)}`, ...wordsFor(host, reading) };
}

function wordsFor(host: string, reading: Reading): Omit<ReadingForPerson, 'id'> {
  switch (reading.kind) {
    case 'file':
      return {
        ask: `On ${host}, copy the whole text of the file ${reading.path}.`,
        script: null,
        example: `the text of ${reading.path}`,
      };
    case 'talk':
      return {
        ask: `On ${host}, send the line below to the socket ${reading.socket} and copy the answer.`,
        script: reading.say,
        example: reading.example,
      };
    case 'sql':
      return {
        ask: [
          `On ${host}, run the query below in the database ${reading.database} as the ${WHO[reading.as]} and copy its rows.`,
          ...Object.entries(reading.parameters).map(([name, value]) => `The parameter :${name} is ${value}.`),
        ].join(' '),
        script: reading.text,
        example: reading.example,
      };
    case 'told': {
      const { person } = reading.by;
      if (person !== undefined && 'ask' in person) return { ask: person.ask, script: null, example: person.example };
      throw new FarmError({
        code: 'host.cannot-carry',
        message: `There are no instructions for a person to look this up on ${host}.`,
        remedy: 'Reach this host in another way, or leave out the check that asks for this.',
        at: host,
      });
    }
  }
}

const WHO = { application: 'service account', administrator: 'database administrator' };
