import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { journalPath } from './faults.ts';

const Noted = z.object({
  path: z.string(),
  name: z.string(),
  profileName: z.string(),
  /** How it stood when it was closed, as a sentence; null from when it is opened for writing until it is closed. */
  standing: z.string().nullable(),
  /** Last day on which that holds, if it depends on a waiver. */
  until: z.iso.date().nullable().default(null),
  /** The file as it was then; null if nobody looked. */
  file: z.string().nullable().default(null),
  /** When it was noted; ISO 8601, UTC. */
  at: z.iso.datetime(),
});
/** A farm file that was open on this computer. It holds no answers and no secrets. */
export type NotedFarm = Omit<z.infer<typeof Noted>, 'until' | 'file'> & { until?: string | null };

/** What the list tells of a farm. */
export type RecentFarm = Pick<NotedFarm, 'path' | 'name' | 'profileName' | 'at'> & {
  standing: string;
  /** Whether its file is still there. */
  there: boolean;
};

const MOST = 12;
const NOT_KNOWN = 'Status unknown: open to check.';

/** The farm files that were open before, in a file of the user's own. */
export class RecentFarms {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * The last one first. How a farm stands is told only if its file is the one that was closed so: not while it is
   * open, nor after a Farmwright was killed or something else wrote it. A list that cannot be read is an empty one.
   */
  list(now = new Date()): RecentFarm[] {
    const today = now.toISOString().slice(0, 10);
    return this.#read().map(({ path, name, profileName, at, standing, until, file }) => {
      const holds = file !== null && file === stampOf(path) && (until === null || until >= today);
      return { path, name, profileName, at, standing: (holds ? standing : null) ?? NOT_KNOWN, there: existsSync(path) };
    });
  }

  /** Puts a farm at the top. That it cannot be kept is no reason not to work on the farm. */
  note(farm: NotedFarm): void {
    this.#write([{ ...farm, until: farm.until ?? null, file: stampOf(farm.path) }, ...this.#without(farm.path)]);
  }

  /** Puts a farm at the top that was only read: what is known of how it stands stays as it was. */
  noteReading(farm: Omit<NotedFarm, 'standing' | 'until'>): void {
    const before = this.#read().find(({ path }) => path === farm.path);
    const { standing = null, until = null, file = null } = before ?? {};
    this.#write([{ ...farm, standing, until, file }, ...this.#without(farm.path)]);
  }

  #without(path: string) {
    return this.#read().filter((noted) => noted.path !== path);
  }

  #write(list: z.infer<typeof Noted>[]): void {
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      const fresh = `${this.#file}.${process.pid}`;
      writeFileSync(fresh, `${JSON.stringify(list.slice(0, MOST), null, 2)}\n`, { mode: 0o600 });
      renameSync(fresh, this.#file);
    } catch {
      // The list is a comfort: the farm's own file says all that counts.
    }
  }

  #read(): z.infer<typeof Noted>[] {
    try {
      return z.array(Noted).parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return [];
    }
  }
}

/** What tells one state of a farm file from another; null if it is gone or if events wait beside it. */
function stampOf(path: string): string | null {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return existsSync(journalPath(path)) ? null : `${ino} ${size} ${mtimeMs}`;
  } catch {
    return null;
  }
}
