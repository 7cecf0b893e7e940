import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const Noted = z.object({
  path: z.string(),
  name: z.string(),
  profileName: z.string(),
  /** How it stood, as a sentence. */
  standing: z.string(),
  /** When it was noted; ISO 8601, UTC. */
  at: z.iso.datetime(),
});
/** A farm file that was open on this computer. It holds no answers and no secrets. */
export type NotedFarm = z.infer<typeof Noted>;

const MOST = 12;

/** The farm files that were open before, in a file of the user's own. */
export class RecentFarms {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The last one first, with whether its file is still there. A list that cannot be read is an empty one. */
  list(): (NotedFarm & { there: boolean })[] {
    return this.#read().map((noted) => ({ ...noted, there: existsSync(noted.path) }));
  }

  /** Puts a farm at the top. That it cannot be kept is no reason not to work on the farm. */
  note(farm: NotedFarm): void {
    const others = this.#read().filter(({ path }) => path !== farm.path);
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      const fresh = `${this.#file}.${process.pid}`;
      writeFileSync(fresh, `${JSON.stringify([farm, ...others].slice(0, MOST), null, 2)}\n`, { mode: 0o600 });
      renameSync(fresh, this.#file);
    } catch {
      // The list is a comfort: the farm's own file says all that counts.
    }
  }

  #read(): NotedFarm[] {
    try {
      return z.array(Noted).parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return [];
    }
  }
}
