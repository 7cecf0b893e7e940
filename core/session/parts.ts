import type { FarmFile } from '../farm-file/farm-file.ts';
import type { RecentFarms } from '../farm-file/recent-farms.ts';
import type { Pending } from '../farm-file/record.ts';
import type { AsOwn } from '../farm-file/take-in-farm.ts';
import type { TemporaryFarm } from '../farm-file/temporary-farm.ts';
import type { Balancer } from '../model/balancer.ts';
import type { Subject, Verdict } from '../model/check.ts';
import type { DatabaseEngine } from '../model/database.ts';
import type { Farm } from '../model/farm.ts';
import type { Profile } from '../model/profile.ts';
import type { SiteKind, SiteRecord } from '../model/site.ts';

/** A fault of the practice world, as data. */
export interface FaultInfo {
  id: string;
  topology: string;
  changes: string;
  cause: string;
  turns(farm: { nodes: string[]; services: string[] }): {
    check: string;
    subject: Subject;
    verdict: Verdict;
  }[];
}

/** Everything a session picks from, put together in `compose.ts`. */
export interface Parts {
  version: string;
  /** Name of the system's user, and of the computer: a result says who made it, and where. */
  operator: string;
  computer: string;
  profiles: Profile[];
  balancers: Balancer[];
  databases: DatabaseEngine[];
  faults: readonly FaultInfo[];
  /** @throws FarmError where these faults cannot be planted in such a farm, or not together */
  refuseFaults(faults: readonly string[], farm: Farm): void;
  /** The ways in which hosts of a farm are there. */
  sites: readonly SiteKind[];
  /** @throws FarmError `farm-file.exists` and others */
  createFarmFile(path: string, start: { farm: Farm; pending: Pending; site: SiteRecord }): Promise<FarmFile>;
  /** The one path of a farm file, however it is written. @throws FarmError `farm-file.missing`, `farm-file.unreadable` */
  placeOfFarm(path: string): string;
  /** @throws FarmError `farm-file.in-use`, `farm-file.damaged` and others */
  openFarmFile(path: string, how: { write: boolean }): Promise<FarmFile>;
  /** Puts the last good copy in the place of a damaged file; the name the damaged one has now. @throws FarmError */
  restoreFarmFile(path: string): Promise<string | null>;
  /** Makes a place for a farm file that is deleted when its farm ends. */
  newTemporaryFarm(): TemporaryFarm;
  /** A path for a new farm file where this user keeps farms. @throws FarmError `farm-file.unwritable` */
  newFarmPath(name: string): string;
  /**
   * Where the farm of these bytes is: the very file they are of, or else a new one, as the farm `asOwn` makes of it.
   * @throws FarmError what opening such a file throws
   */
  takeInFarm(name: string, bytes: Uint8Array, asOwn: AsOwn): Promise<string>;
  /** Gives a closed farm file another name beside its old one, and says which. @throws FarmError */
  keepUnderOtherName(path: string, now: Date): string;
  /** Farm files that were open before; null where nobody is to be reminded. */
  recent: RecentFarms | null;
  /** Runs the bundled proxy with the configuration in this file until `signal` aborts. Tells its addresses once they listen. */
  runProxy(file: string, onListening: (addresses: string[]) => void, signal: AbortSignal): Promise<void>;
}
