import { unreadable, writeFault } from './faults.ts';
import { errno, type FileSystem, syncFolderOf, writeAll } from './file-system.ts';
import { setAside } from './set-aside.ts';

/** @throws FarmError if writing is not allowed; asked thoroughly, also if the lock was lost */
export type AssertWritable = (thoroughly: boolean) => void;

/** The file of the journal's lines that the farm file does not hold yet. It exists while there are any. */
export class SideLog {
  readonly path: string;
  readonly #fileSystem: FileSystem;
  readonly #assertWritable: AssertWritable;
  #atOpen: Buffer | null;
  #file: number | null = null;
  /** Length up to which every line is whole and was acknowledged. */
  #length = 0;
  /** Something may stand behind `#length`: an append failed half-way. */
  #torn = false;
  /** The folder may not know the file yet. */
  #unsettled = true;
  /** Every line is in the farm file, and the log is still to be removed. */
  #folded = false;

  /** Reads what the log holds now; it is kept until it is taken. @throws FarmError `farm-file.unreadable` */
  constructor(path: string, fileSystem: FileSystem, assertWritable: AssertWritable) {
    this.path = path;
    this.#fileSystem = fileSystem;
    this.#assertWritable = assertWritable;
    this.#atOpen = readIfThere(path, fileSystem);
    this.#length = this.#atOpen?.length ?? 0;
  }

  /** What the log held when the farm was opened, or null if there was none. Given once: it may be large. */
  take(): Buffer | null {
    const bytes = this.#atOpen;
    this.#atOpen = null;
    return bytes;
  }

  /** Drops everything behind a length. @throws FarmError `farm-file.not-written` and its like */
  cut(length: number): void {
    this.#assertWritable(true);
    this.#writing(() => {
      const file = this.#open();
      this.#fileSystem.truncate(file, length);
      this.#fileSystem.fsync(file);
      this.#length = length;
    });
  }

  /** Gives the log another name, since it does not belong to this farm as it is; tells the name. */
  setAside(): string {
    this.#assertWritable(true);
    return this.#writing(() => {
      this.#close();
      const aside = setAside(this.path, this.#fileSystem);
      this.#length = 0;
      return aside;
    });
  }

  /**
   * Adds a whole line. A durable one is on disk when this returns; the others follow with it. A line that was refused
   * with an error is not there afterwards.
   * @throws FarmError `farm-file.disk-full`, `farm-file.not-writable`, `farm-file.not-written`, `farm-file.lock-lost`
   */
  append(line: string, durable: boolean): void {
    this.#assertWritable(durable);
    this.#writing(() => {
      if (this.#folded) this.#remove();
      const file = this.#open();
      if (this.#torn) this.#fileSystem.truncate(file, this.#length);
      const bytes = Buffer.from(line);
      this.#torn = true;
      writeAll(this.#fileSystem, file, bytes, this.#length);
      if (durable) {
        this.#fileSystem.fsync(file);
        if (this.#unsettled) syncFolderOf(this.#fileSystem, this.path);
        this.#unsettled = false;
      }
      this.#torn = false;
      this.#length += bytes.length;
    });
  }

  /**
   * Notes that every line is in the farm file, and removes the log. If that fails, it is removed before the next line:
   * until then it is a log of an older epoch whose lines are all known.
   */
  folded(): void {
    this.#folded = true;
    try {
      this.#remove();
    } catch {
      // Nothing is lost; the next line, or closing, tries again and tells.
    }
  }

  /** @throws FarmError if a folded log cannot be removed, or a refused line; the file is closed nevertheless */
  close(): void {
    try {
      this.#writing(() => {
        const empty = this.#file !== null && this.#length === 0;
        if (this.#folded || empty) this.#remove();
        else if (this.#torn) this.#fileSystem.truncate(this.#open(), this.#length);
      });
    } finally {
      this.#close();
    }
  }

  #open(): number {
    if (this.#file !== null) return this.#file;
    try {
      this.#file = this.#fileSystem.open(this.path, 'r+', 0o600);
    } catch (error) {
      if (errno(error) !== 'ENOENT') throw error;
      this.#file = this.#fileSystem.open(this.path, 'wx', 0o600);
      this.#length = 0;
    }
    return this.#file;
  }

  /** Only after the image that holds the lines is sure to outlast a power cut. */
  #remove(): void {
    syncFolderOf(this.#fileSystem, this.path);
    this.#close();
    try {
      this.#fileSystem.unlink(this.path);
    } catch (error) {
      if (errno(error) !== 'ENOENT') throw error;
    }
    this.#length = 0;
    this.#torn = false;
    this.#folded = false;
    this.#unsettled = true;
  }

  #close(): void {
    const file = this.#file;
    this.#file = null;
    if (file !== null) this.#fileSystem.close(file);
  }

  #writing<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw writeFault(error, 'The journal', this.path);
    }
  }
}

function readIfThere(path: string, fileSystem: FileSystem): Buffer | null {
  try {
    return fileSystem.read(path);
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw unreadable(error, path, fileSystem);
  }
}
