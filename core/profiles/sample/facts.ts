import { FarmError } from '../../model/errors.ts';
import { factIn } from '../../model/fact-in.ts';
import type { Farm } from '../../model/farm.ts';
import type { Fact } from '../../model/profile.ts';
import { type Asked, practiceLine } from '../../model/reading.ts';
import { SERVICE } from './node-steps.ts';

/** Enough of a fingerprint to tell two key rings apart. */
const FINGERPRINT_CHARACTERS = 12;

/**
 * What a node of the sample application says of itself. The key ring is told by its plain SHA-256: it is 256 random bits,
 * which nobody can guess from it, and `sha256sum` and `Get-FileHash` make the same one without being given a key.
 */
export const facts: Fact[] = [
  {
    id: 'version',
    title: 'version',
    same: true,
    remedy: 'Install the same version on every node before clients use the farm.',
    ask: asks('version', 'open About and copy the version', '1.0.0'),
  },
  {
    id: 'account',
    title: 'service account',
    same: true,
    remedy: 'Run the application under one service account on every node.',
    ask: asks('account', 'copy the name of the account that the application runs under', 'svc-farm'),
  },
  {
    id: 'connection',
    title: 'database connection',
    same: true,
    remedy: 'Use the connection string of the first node on every node.',
    ask: asks(
      'connection',
      'copy the connection string from the settings of the application, without a password',
      'Server=192.0.2.10,1433;Database=farm;User Id=svc-farm;Encrypt=true',
      withoutPassword,
    ),
    equal: (one, other, database) => database.sameConnection(one, other),
  },
  {
    id: 'key-ring',
    title: 'key ring',
    same: true,
    remedy: 'Copy the key ring of the first node to every node.',
    ask: asks(
      'key-ring',
      'make the SHA-256 of the key ring’s file and copy it, never the key ring itself',
      '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      (text) => text.toLowerCase().slice(0, FINGERPRINT_CHARACTERS),
    ),
  },
];

/** @throws FarmError where a password stands in it: it would be kept in the journal */
function withoutPassword(text: string): string {
  if (!/(^|;)\s*(password|pwd)\s*=/i.test(text)) return text;
  throw new FarmError({
    code: 'connection.holds-password',
    message: 'The connection string holds a password.',
    remedy: 'Take the password out of it, and hand in the rest.',
  });
}

function asks(word: string, what: string, example: string, shorten = (text: string) => text) {
  return (_farm: Farm, node: string): Asked<string> => ({
    host: node,
    reading: {
      kind: 'told',
      by: {
        practice: { run: practiceLine(SERVICE, 'facts', word) },
        person: { ask: `On ${node}, ${what}.`, example },
      },
    },
    parse: (text) => shorten(factIn(text)),
  });
}
