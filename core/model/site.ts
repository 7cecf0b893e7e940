import { z } from 'zod';
import type { PoolMember } from './balancer.ts';
import { FarmError } from './errors.ts';
import type { RecordEvent } from './event.ts';
import type { Farm } from './farm.ts';
import type { FarmHost } from './farm-host.ts';
import type { HandIns } from './hand-in.ts';
import type { Host } from './host.ts';
import type { ServiceNeeds } from './profile.ts';
import type { Secret } from './secret.ts';
import type { Vantage } from './vantage.ts';
import type { Persistence } from './virtual-service.ts';

/** What a balancer will say of a node. */
export type Noticed = Pick<PoolMember, 'service' | 'node' | 'state'>;

/** All that session, runner and checks know of the hosts of one farm once they are reached. */
export interface Site {
  /** Whether the farm may be disturbed without consent: nobody works on it. */
  readonly disturbable: boolean;
  readonly vantage: Vantage;
  host(name: string): Host;
  /**
   * Plants faults besides those that are planted, and returns what the balancer will say of its nodes once it has noticed;
   * null where nothing is broken on purpose.
   */
  readonly plant: ((faults: string[], signal: AbortSignal) => Promise<Noticed[]>) | null;
}

/** What each kind of site keeps in the farm file of its hosts, by the kind. */
export const SiteRecord = z.record(z.string(), z.unknown());
export type SiteRecord = z.infer<typeof SiteRecord>;

/** What hosts are reached with. */
export interface Reaching {
  farm: Farm;
  /** What may be made where the answers ask for it and it is not there: all hosts, only nodes among hosts that stand, or nothing. */
  mayMake: 'hosts' | 'nodes' | 'nothing';
  /** Takes the event that hosts are made or taken away, before that happens: what was done on them is gone. */
  record: RecordEvent;
  secrets: {
    get(name: string): Secret | undefined;
    /** Takes in a secret that the hosts themselves tell. */
    learn(name: string, secret: Secret): void;
  };
  /** What people have handed in by now. */
  handIns(): HandIns;
  /** Refuses to go on while a secret of the plan is missing. @throws FarmError `secrets.missing` */
  requireSecrets(): void;
}

/** The hosts of one open farm, reached or not. */
export interface SiteHosts {
  /**
   * Reaches the hosts, and makes those that may be made. Hosts that are held already are not reached again.
   * @throws FarmError `site.lost` where the hosts are gone and may not be made, and what the kind of site throws
   */
  reach(how: Reaching, signal: AbortSignal): Promise<Site>;
  /** Whether hosts are held. */
  readonly held: boolean;
  /** Lets go of the hosts. They stay as they are. */
  release(): void;
  /** What is told where the hosts are seen to be gone, as a sentence; null where they stand, or where that cannot be seen. */
  whyLost(): Promise<string | null>;
  /** Takes the hosts down that Farmwright made, where they stand. */
  takeDown(): Promise<void>;
}

/** Gives the hosts of a farm addresses and ports where Farmwright chooses them. */
export interface Placing {
  /** Answers of a new farm on hosts that are to be made. */
  newFarm(id: string, choice: PlacedFarm): Promise<Farm>;
  /** The farm with nodes of these names. @param stood nodes that stood among the present hosts */
  nodes(farm: Farm, names: readonly string[], stood: readonly FarmHost[]): Promise<Farm>;
  /** The farm with a WAF before its balancer, or without one. */
  waf(farm: Farm, waf: boolean): Promise<Farm>;
  /** The same farm at other addresses and ports. */
  anew(farm: Farm): Promise<Farm>;
}

/** What is chosen of a farm that is placed. */
export interface PlacedFarm {
  nodes: number;
  waf: boolean;
  profile: string;
  /** Services of the profile. */
  services: readonly Pick<ServiceNeeds, 'name' | 'kind' | 'nodePort'>[];
  balancer: string;
  name?: string;
  persistence?: Persistence;
  /** The profile's own answers. */
  settings?: Farm['settings'];
}

/** One way in which the hosts of a farm are there. */
export interface SiteKind {
  /** Whether the hosts of this farm are of this kind. A farm has the first kind that takes it. */
  takes(farm: Pick<Farm, 'hosts'>): boolean;
  /** Names of the secrets that the hosts tell themselves. */
  knownSecrets(farm: Farm): readonly string[];
  /** Who works at a host, where a person does all that is done there; null where Farmwright does it. */
  whoAt(farm: Farm, host: string): string | null;
  /** Null where the addresses of the hosts are asked and not chosen. */
  readonly placing: Placing | null;
  /** What the file of a new farm keeps of its hosts. */
  newRecord(farm: Farm): SiteRecord;
  /** Refuses answers that no hosts of this kind fit. @throws FarmError that names the answer */
  refuse(farm: Farm): void;
  /** Why no hosts are made for such a farm; null where nothing stands against it. */
  whyNoHosts(farm: Farm): FarmError | null;
  /** Ids of the faults that can be planted in such a farm. */
  plantable(farm: Farm): string[];
  /** The hosts of an open farm. @param record what its file keeps of them */
  hosts(record: SiteRecord): SiteHosts;
}

/** Code of every error that means: the hosts are gone, with all that was done on them. */
export const SITE_LOST = 'site.lost';

/** The error that says that the hosts are gone. */
export function siteLost(message: string, remedy: string): FarmError {
  return new FarmError({ code: SITE_LOST, message, remedy });
}

/** Whether an error says that the hosts are gone. */
export function isSiteLost(error: unknown): boolean {
  return error instanceof FarmError && error.code === SITE_LOST;
}
