import type { FarmFile } from '../farm-file/farm-file.ts';
import type { RecentFarms } from '../farm-file/recent-farms.ts';
import type { Pending } from '../farm-file/record.ts';
import type { AsOwn } from '../farm-file/take-in-farm.ts';
import type { JournalSink } from '../journal/journal.ts';
import type { Balancer } from '../model/balancer.ts';
import type { Subject, Verdict } from '../model/check.ts';
import type { DatabaseEngine } from '../model/database.ts';
import type { Farm } from '../model/farm.ts';
import type { Host } from '../model/host.ts';
import type { Profile } from '../model/profile.ts';
import type { Secret } from '../model/secret.ts';
import type { LayoutWish } from '../practice/world/addresses.ts';
import type { Planted } from '../practice/world/planting.ts';
import type { Layout, Topology } from '../practice/world/topology.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Vantage } from '../vantage/types.ts';

/** A fault of the practice world, as data. */
export interface FaultInfo {
  id: string;
  topology: string;
  only?: 'behind a WAF' | 'at the edge';
  changes: string;
  cause: string;
  turns(farm: { nodes: string[]; services: string[] }): {
    check: string;
    subject: Subject;
    verdict: Verdict;
  }[];
}

/** A practice world as a session uses it. */
export interface PracticeWorld {
  topology: Topology;
  administratorPassword: Secret;
  vantage: Vantage;
  host(name: string, farm: Farm, secrets: SecretStore): Host;
  /** Makes these its nodes: further ones are made, those that are not among them are taken away, the others stay. */
  setNodes(nodes: Layout['nodes'], signal: AbortSignal): Promise<void>;
  /** @returns what the balancer will say of its nodes once it has noticed */
  plant(faults: string[], signal: AbortSignal): Promise<Planted['pool']>;
  tearDown(): Promise<void>;
  /** Lets go of it; it stands on until its lease runs out. */
  close(): void;
  journal(): JournalSink;
}

/** Everything a session picks from, put together in `compose.ts`. */
export interface Parts {
  version: string;
  profiles: Profile[];
  balancers: Balancer[];
  databases: DatabaseEngine[];
  faults: readonly FaultInfo[];
  /** @throws FarmError where these faults cannot be planted in such a farm, or not together */
  refuseFaults(faults: string[], farm: { nodes: number; waf?: boolean }): void;
  /** Free addresses and ports for a practice farm. */
  layOut(wish: LayoutWish): Promise<Layout>;
  /** A folder for a new practice world, not made yet. @throws FarmError `practice.folder-unusable` */
  newFolder(): string;
  /** @throws FarmError `farm-file.exists` and others */
  createFarmFile(
    path: string,
    start: { farm: Farm; pending: Pending; practiceFolder: string | null },
  ): Promise<FarmFile>;
  /** The one path of a farm file, however it is written. @throws FarmError `farm-file.missing`, `farm-file.unreadable` */
  placeOfFarm(path: string): string;
  /** @throws FarmError `farm-file.in-use`, `farm-file.damaged` and others */
  openFarmFile(path: string, how: { write: boolean }): Promise<FarmFile>;
  /** Puts the last good copy in the place of a damaged file; the name the damaged one has now. @throws FarmError */
  restoreFarmFile(path: string): Promise<string | null>;
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
  startWorld(layout: Layout, folder: string, signal: AbortSignal): Promise<PracticeWorld>;
  /** The world that stands in this folder. @throws FarmError `practice.world-lost`, `practice.folder-foreign` */
  attachWorld(folder: string): Promise<PracticeWorld>;
  /** Runs the bundled proxy with the configuration in this file until `signal` aborts. Tells its addresses once they listen. */
  runProxy(file: string, onListening: (addresses: string[]) => void, signal: AbortSignal): Promise<void>;
}
