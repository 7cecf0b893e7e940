import { randomBytes } from 'node:crypto';
import type { Database } from 'sql.js';
import { inPresentForm } from '../model/first-form.ts';

/** `Farm`, in the header of every farm file. */
export const APPLICATION_ID = 0x4661726d;

/**
 * The schema's history, forward only: entry *n* takes version *n* to *n* + 1, and a new file goes through all of them.
 * An entry that was released is never changed. A kind of event or answer that earlier versions do not understand needs an
 * entry too, if an empty one: they then say that the file is newer, not that it is damaged.
 */
const MIGRATIONS: ((database: Database) => void)[] = [
  (database) =>
    database.run(`
      PRAGMA application_id = ${APPLICATION_ID};
      CREATE TABLE farm (id INTEGER PRIMARY KEY CHECK (id = 1), answers TEXT NOT NULL, practice_folder TEXT);
      CREATE TABLE journal (
        id INTEGER PRIMARY KEY CHECK (id = 1), epoch INTEGER NOT NULL, folded_through INTEGER NOT NULL);
      CREATE TABLE event (seq INTEGER PRIMARY KEY, event TEXT NOT NULL);
      CREATE TABLE waiver (position INTEGER PRIMARY KEY, waiver TEXT NOT NULL);
      INSERT INTO journal VALUES (1, 1, 0);`),
  // The result is kept, and inputs that hold secrets are compared by keyed hashes.
  (database) => {
    database.run(`
      CREATE TABLE result (id INTEGER PRIMARY KEY CHECK (id = 1), result TEXT NOT NULL);
      CREATE TABLE input_key (id INTEGER PRIMARY KEY CHECK (id = 1), key TEXT NOT NULL);`);
    database.run('INSERT INTO input_key VALUES (1, ?)', [randomBytes(32).toString('base64url')]);
  },
  // Answers that cannot be used yet are kept as they were given.
  (database) => database.run(`ALTER TABLE farm ADD COLUMN pending TEXT NOT NULL DEFAULT '{}'`),
  // A farm may have more than a hundred nodes.
  () => {},
  // Each kind of site keeps what it knows of the hosts; events tell of planted faults and of hosts that are taken down.
  (database) =>
    database.run(`
      ALTER TABLE farm ADD COLUMN site TEXT NOT NULL DEFAULT '{}';
      UPDATE farm SET site = json_object('practice', json_object('folder', practice_folder))
        WHERE practice_folder IS NOT NULL;
      ALTER TABLE farm DROP COLUMN practice_folder;`),
  // The second form of the answers, and the event `waiver.added`. Stored events stay as written, because the log carries
  // their checksums; they are brought forward when they are read.
  (database) => {
    const answers = database.exec('SELECT answers FROM farm')[0]?.values[0]?.[0];
    // A new file has no answers yet.
    if (answers === undefined) return;
    database.run('UPDATE farm SET answers = ?', [JSON.stringify(inPresentForm(JSON.parse(String(answers))))]);
  },
  // The second form of results, and waivers with the cause they accept. Earlier ones are brought forward when they are read.
  () => {},
];

/** The schema this Farmwright writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings a database to a schema version; each step whole or not at all.
 * @returns whether there was anything to do
 */
export function migrate(database: Database, from: number, to = SCHEMA_VERSION): boolean {
  for (const [index, step] of MIGRATIONS.slice(0, to).entries()) {
    if (index < from) continue;
    database.run('BEGIN');
    step(database);
    database.run(`PRAGMA user_version = ${index + 1}`);
    database.run('COMMIT');
  }
  return from < to;
}
