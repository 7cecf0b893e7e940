import type { Database, SqlJsStatic, SqlValue } from 'sql.js';
import type { z } from 'zod';
import { JournalEvent } from '../model/event.ts';
import { Farm } from '../model/farm.ts';
import { type Result, StoredResult } from '../model/result.ts';
import { Secret } from '../model/secret.ts';
import { SiteRecord } from '../model/site.ts';
import { migrate } from './migrations.ts';
import { type FarmRecord, Pending, StoredWaiver } from './record.ts';
import { sealPages } from './seal.ts';

/** What is wrong with an image, naming the table or page. The caller, who knows the file, makes an error of it. */
export class ImageFault extends Error {}

/** A farm file's database, in memory. */
export class FarmImage {
  readonly #database: Database;

  private constructor(database: Database) {
    this.#database = database;
  }

  /** The image of a new farm. */
  static create(
    sqlite: SqlJsStatic,
    { farm, pending, site }: Pick<FarmRecord, 'farm' | 'pending' | 'site'>,
  ): FarmImage {
    const database = new sqlite.Database();
    migrate(database, 0);
    database.run('INSERT INTO farm (id, answers, pending, site) VALUES (1, ?, ?, ?)', [
      JSON.stringify(farm),
      JSON.stringify(pending),
      JSON.stringify(site),
    ]);
    return new FarmImage(database);
  }

  /**
   * Loads an image from its bytes and migrates it to the present schema.
   * @returns with it, whether anything was migrated
   * @throws ImageFault if SQLite's own check finds something
   */
  static load(sqlite: SqlJsStatic, bytes: Buffer, version: number): { image: FarmImage; migrated: boolean } {
    // sql.js takes its copy with `slice`, which of a Buffer is no copy: it would write into the caller's bytes.
    const database = new sqlite.Database(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
    try {
      const found = database.exec('PRAGMA integrity_check(3)')[0]?.values.flat() ?? [];
      if (found.length !== 1 || found[0] !== 'ok')
        throw new ImageFault(`SQLite's check says: ${found.join('; ').replaceAll('\n', ' ')}.`);
      return { image: new FarmImage(database), migrated: migrate(database, version) };
    } catch (error) {
      database.close();
      if (error instanceof ImageFault) throw error;
      throw sqliteFault(error);
    }
  }

  /** What it holds. @throws ImageFault that names the table and row that is not understood */
  record(): FarmRecord {
    const [farm] = this.#rows('SELECT answers, pending, site FROM farm');
    const [journal] = this.#rows('SELECT epoch, folded_through FROM journal');
    const [key] = this.#rows('SELECT key FROM input_key');
    if (farm === undefined || journal === undefined || key === undefined)
      throw new ImageFault('a row of table farm, journal or input_key is missing.');
    const foldedThrough = Number(journal[1]);
    const events = this.#rows('SELECT event FROM event ORDER BY seq').map(([text], index) =>
      understood(JournalEvent, text, `table event, row ${index + 1}`),
    );
    if (events.length !== foldedThrough || events.some(({ seq }, index) => seq !== index + 1))
      throw new ImageFault(`table event does not hold the events 1 to ${foldedThrough}.`);
    const [result] = this.#rows('SELECT result FROM result');
    return {
      farm: understood(Farm, farm[0], 'table farm'),
      pending: understood(Pending, farm[1], 'column pending of table farm'),
      site: understood(SiteRecord, farm[2], 'column site of table farm'),
      waivers: this.#rows('SELECT waiver FROM waiver ORDER BY position').map(([text], index) =>
        understood(StoredWaiver, text, `table waiver, row ${index + 1}`),
      ),
      result: result === undefined ? null : understood(StoredResult, result[0], 'table result'),
      events,
      epoch: Number(journal[0]),
      foldedThrough,
      inputKey: new Secret(String(key[0])),
    };
  }

  /** Text of the last folded event, as it is kept; empty before the first. */
  lastEvent(): string {
    const [row] = this.#rows('SELECT event FROM event ORDER BY seq DESC LIMIT 1');
    return row === undefined ? '' : String(row[0]);
  }

  setAnswers(farm: Farm, pending: Pending): void {
    this.#database.run('UPDATE farm SET answers = ?, pending = ?', [JSON.stringify(farm), JSON.stringify(pending)]);
  }

  /** Makes it the image of another farm: its answers, and what is kept of its hosts. */
  setFarm(farm: Farm, site: SiteRecord): void {
    this.#database.run('UPDATE farm SET answers = ?, site = ?', [JSON.stringify(farm), JSON.stringify(site)]);
  }

  setWaivers(waivers: readonly StoredWaiver[]): void {
    this.#together(() => {
      this.#database.run('DELETE FROM waiver');
      for (const waiver of waivers)
        this.#database.run('INSERT INTO waiver (waiver) VALUES (?)', [JSON.stringify(waiver)]);
    });
  }

  setResult(result: Result | null): void {
    this.#together(() => {
      this.#database.run('DELETE FROM result');
      if (result !== null) this.#database.run('INSERT INTO result VALUES (1, ?)', [JSON.stringify(result)]);
    });
  }

  /** Takes events in, and with them the next epoch. */
  addEvents(events: readonly JournalEvent[], epoch: number): void {
    this.#together(() => {
      const insert = this.#database.prepare('INSERT INTO event VALUES (?, ?)');
      try {
        for (const event of events) insert.run([event.seq, JSON.stringify(event)]);
      } finally {
        insert.free();
      }
      this.#setJournal(epoch, events.at(-1)?.seq);
    });
  }

  /** Takes back what `addEvents` did: the events above a number, and the epoch. */
  removeEvents(above: number, epoch: number): void {
    this.#together(() => {
      this.#database.run('DELETE FROM event WHERE seq > ?', [above]);
      this.#setJournal(epoch, above);
    });
  }

  /** All of it as one sealed file. */
  bytes(): Uint8Array {
    return sealPages(this.#database.export());
  }

  close(): void {
    this.#database.close();
  }

  #setJournal(epoch: number, foldedThrough: number | undefined): void {
    this.#database.run('UPDATE journal SET epoch = ?, folded_through = coalesce(?, folded_through)', [
      epoch,
      foldedThrough ?? null,
    ]);
  }

  #rows(query: string): SqlValue[][] {
    try {
      return this.#database.exec(query)[0]?.values ?? [];
    } catch (error) {
      throw sqliteFault(error);
    }
  }

  #together(change: () => void): void {
    this.#database.run('BEGIN');
    try {
      change();
      this.#database.run('COMMIT');
    } catch (error) {
      this.#database.run('ROLLBACK');
      throw error;
    }
  }
}

function sqliteFault(error: unknown): ImageFault {
  return new ImageFault(`SQLite says: ${error instanceof Error ? error.message : String(error)}.`);
}

function understood<S extends z.ZodType>(schema: S, text: SqlValue | undefined, place: string): z.infer<S> {
  let data: unknown;
  try {
    data = JSON.parse(String(text));
  } catch {
    throw new ImageFault(`${place} is not JSON.`);
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ImageFault(`${place} is not understood: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`);
}
