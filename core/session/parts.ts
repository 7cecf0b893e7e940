import type { AuditRecord } from '../checks/ports.ts';
import type { JournalSink } from '../journal/journal.ts';
import type { Subject, Verdict } from '../model/check.ts';
import type { Farm } from '../model/farm.ts';
import type { HostClient } from '../model/host-client.ts';
import type { Balancer, DatabaseEngine, Profile } from '../model/plug-ins.ts';
import type { Secret } from '../model/secret.ts';
import type { Topology } from '../practice/world/topology.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Vantage } from '../vantage/types.ts';

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

/** A practice world as a session uses it. */
export interface PracticeWorld {
  topology: Topology;
  administratorPassword: Secret;
  vantage: Vantage;
  host(name: string, secrets: SecretStore): HostClient;
  findAudit(
    farm: Farm,
    profile: Profile,
    secrets: SecretStore,
  ): (token: string, signal: AbortSignal) => Promise<AuditRecord[]>;
  plant(faults: string[], signal: AbortSignal): Promise<void>;
  tearDown(): Promise<void>;
  journal(): JournalSink;
}

/** Everything a session picks from, put together in `compose.ts`. */
export interface Parts {
  version: string;
  profiles: Profile[];
  balancers: Balancer[];
  databases: DatabaseEngine[];
  faults: readonly FaultInfo[];
  /** @throws FarmError where these faults cannot be planted together in a farm with these nodes */
  refuseFaults(faults: string[], nodes: number): void;
  startWorld(nodes: number, signal: AbortSignal): Promise<PracticeWorld>;
  /** Runs the bundled proxy with the configuration in this file until `signal` aborts. Tells its addresses once they listen. */
  runProxy(file: string, onListening: (addresses: string[]) => void, signal: AbortSignal): Promise<void>;
}
