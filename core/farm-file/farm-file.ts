import { createHash } from 'node:crypto';
import { FarmError } from '../model/errors.ts';
import type { JournalEvent } from '../model/event.ts';
import { Farm } from '../model/farm.ts';
import { parseInput } from '../model/parse.ts';
import type { Result } from '../model/result.ts';
import type { FileSystem } from './file-system.ts';
import type { FarmImage } from './image.ts';
import type { Lock } from './lock.ts';
import { type FarmRecord, type Pending, StoredWaiver } from './record.ts';
import { replaceFile, settle } from './save-atomically.ts';
import type { SideLog } from './side-log.ts';

/** The parts of an open file. Use `openFarmFile` or `createFarmFile` to open one. */
export interface FarmFileParts {
  path: string;
  fileSystem: FileSystem;
  record: FarmRecord;
  image: FarmImage;
  /** Null: for reading only. */
  lock: Lock | null;
  log: SideLog;
  notices: string[];
}

/**
 * An open farm file. Each save writes the whole file, so that it is always either the complete old or the complete new one.
 * If a save fails, `record` and file both stay as they were, and the save can be made again.
 */
export class FarmFile {
  readonly path: string;
  /** The journal's lines since the last fold. */
  readonly log: SideLog;
  /** Notices about the opening, for the user. */
  readonly notices: string[];
  readonly #fileSystem: FileSystem;
  readonly #lock: Lock | null;
  readonly #image: FarmImage;
  #record: FarmRecord;
  #open = true;

  constructor(parts: FarmFileParts) {
    this.path = parts.path;
    this.log = parts.log;
    this.notices = parts.notices;
    this.#fileSystem = parts.fileSystem;
    this.#lock = parts.lock;
    this.#image = parts.image;
    this.#record = parts.record;
  }

  /** Opened for reading, or written by a newer Farmwright: nothing of it is changed. */
  get readOnly(): boolean {
    return this.#lock === null;
  }

  get record(): Readonly<FarmRecord> {
    return this.#record;
  }

  /** Checksum the first line of the log carries: that of the last folded event, empty if there is none. */
  get anchor(): string {
    const last = this.#image.lastEvent();
    return last === '' ? '' : createHash('sha256').update(last).digest('hex').slice(0, 16);
  }

  /**
   * Saves the answers, and with them those that cannot be used yet. @throws FarmError `input.invalid`, `farm-file.*`
   */
  saveAnswers(answers: Farm, pending: Pending = {}): void {
    const farm = parseInput(Farm, answers, 'the farm’s answers');
    if (farm.id !== this.#record.farm.id) throw new Error('the answers are those of another farm');
    this.#save({ farm, pending }, (record) => this.#image.setAnswers(record.farm, record.pending));
  }

  /** Saves all waivers. @throws FarmError `input.invalid`, `farm-file.*` */
  saveWaivers(list: readonly StoredWaiver[]): void {
    const waivers = parseInput(StoredWaiver.array(), list, 'the waivers');
    this.#save({ waivers }, (record) => this.#image.setWaivers(record.waivers));
  }

  /** Saves the last result. @throws FarmError `farm-file.*` */
  saveResult(result: Result | null): void {
    this.#save({ result }, (record) => this.#image.setResult(record.result));
  }

  /**
   * Takes the events of the log into the file, starts the next epoch and drops the log. Without events nothing is done.
   * @param events those that follow `foldedThrough`, in order
   * @returns epoch and first checksum of the lines to come
   * @throws FarmError `farm-file.*`: nothing was folded, and the log goes on as it was
   */
  fold(events: readonly JournalEvent[]): { epoch: number; checksum: string } {
    const { epoch, foldedThrough } = this.#record;
    if (events.some(({ seq }, index) => seq !== foldedThrough + index + 1))
      throw new Error(`only events that follow number ${foldedThrough} can be folded`);
    this.#assertWritable(true);
    if (events.length > 0) {
      this.#image.addEvents(events, epoch + 1);
      try {
        replaceFile(this.path, this.#image.bytes(), this.#fileSystem);
      } catch (error) {
        // Lines to come belong to the epoch of the log that is still there.
        this.#image.removeEvents(foldedThrough, epoch);
        throw error;
      }
      this.#record = {
        ...this.#record,
        events: this.#record.events.concat(events),
        epoch: epoch + 1,
        foldedThrough: foldedThrough + events.length,
      };
      this.log.folded();
    }
    return { epoch: this.#record.epoch, checksum: this.anchor };
  }

  /**
   * Ends the right to write. Nothing but the farm file and its last good copy stays if the journal was folded before;
   * else its log stays too, and the next opening reads it.
   * @throws FarmError if a folded log cannot be removed; the file is closed nevertheless
   */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      this.log.close();
    } finally {
      this.#image.close();
      this.#lock?.release();
    }
  }

  #save(change: Partial<FarmRecord>, intoImage: (record: FarmRecord) => void): void {
    this.#assertWritable(true);
    const next = { ...this.#record, ...change };
    intoImage(next);
    try {
      replaceFile(this.path, this.#image.bytes(), this.#fileSystem);
    } catch (error) {
      // A later save must not write the refused change.
      intoImage(this.#record);
      throw error;
    }
    this.#record = next;
    settle(this.path, this.#fileSystem);
  }

  #assertWritable(thoroughly: boolean): void {
    assertWritable(this.path, this.#lock, thoroughly);
    if (!this.#open) throw new Error('the farm file is closed');
  }
}

/** @throws FarmError `farm-file.read-only`, `farm-file.lock-lost` */
export function assertWritable(path: string, lock: Lock | null, thoroughly: boolean): void {
  if (lock === null)
    throw new FarmError({
      code: 'farm-file.read-only',
      field: 'file',
      message: `${path} is open read-only.`,
      remedy: 'Open it for writing. Only a newer Farmwright can write a file of a newer Farmwright.',
      at: path,
    });
  if (thoroughly) lock.assertHeld();
}
