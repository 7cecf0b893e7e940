import type { z } from 'zod';
import type { AuditSource } from './audit-source.ts';
import type { Balancer } from './balancer.ts';
import type { Clause } from './check.ts';
import type { DatabaseEngine } from './database.ts';
import type { Farm } from './farm.ts';
import type { FarmHost } from './farm-host.ts';
import type { Question } from './form.ts';
import type { IpDetection } from './ip-detection.ts';
import type { Step } from './plan.ts';
import type { Asked, HostKind } from './reading.ts';
import type { VirtualService } from './virtual-service.ts';

/** One kind of traffic of an application, and how it is asked and tested. */
export interface ServiceNeeds {
  name: string;
  title: string;
  /** HTTPS if it is left out. */
  kind?: VirtualService['kind'];
  /** The port of the nodes that it usually has; 443 if it is left out. */
  nodePort?: number;
  /** Null if it is healthy as soon as it takes a connection. */
  healthPath: string | null;
  /**
   * Path of a harmless request that leaves one audit record with this token; null if no request of this service can be
   * followed to a record.
   */
  requestPath: ((token: string) => string) | null;
  /** The status of the answer to such a request, where it is 400 or higher by right; left out if it is lower. */
  requestStatus?: number;
  /** A harmless POST request that leaves such a record, too; left out if there is none. */
  post?: (token: string) => { path: string; headers: [string, string][]; body: string };
}

/** How the application finds the client's address. */
export interface ClientIpNeeds {
  /** Id of the engine by which it finds the client's address (core/client-ip/engines). */
  engine: string;
  /** The header it reads. */
  header: string;
  /** The setting in force on a node, null if none is; null if it cannot be read back. */
  inForce: ((farm: Farm, node: string) => Asked<unknown>) | null;
}

export interface SignInNeeds {
  service: string;
  signInPath: string;
  /** A path that is answered with 200 to those who are signed in, and with something else to others. */
  whoPath: string;
  /** Who is signed in, and what is sent for it; nothing is sent if it is left out. */
  as?: { account: string; headers: [string, string][]; body: string };
  /** Returns the account that the answer of `whoPath` names; left out if it names none. */
  accountIn?: (body: string) => string | null;
}

/** A fact that a node reports about itself. Secrets are reported as fingerprints. */
export interface Fact {
  id: string;
  /** Its name in a sentence: `database connection`. */
  title: string;
  /** Whether it must be the same on every node; the check is then `same.` and its id. */
  same: boolean;
  /** What to do if nodes differ in it. */
  remedy: string;
  /** Its parser refuses an empty answer, see `factIn`. */
  ask(farm: Farm, node: string): Asked<string>;
  /** True if two values mean the same. Default: they are equal. */
  equal?(one: string, other: string, database: DatabaseEngine): boolean;
}

/** Which check a profile asks for, and the source that asks for it. */
export interface CheckUse {
  check: string;
  clause: Clause | null;
  /** Whether a farm of this application is *ready* only if it passes; without it, the check's own word holds. */
  required?: boolean;
}

/** What every step builder of a farm may use. */
export interface PlanInputs {
  farm: Farm;
  profile: Profile;
  balancer: Balancer;
  database: DatabaseEngine;
  /** The setting of the application's client IP engine, derived from the hops. */
  ipDetection: IpDetection;
}

/** An application. */
export interface Profile {
  id: string;
  name: string;
  /** The kinds of host it can be installed on. */
  claims: HostKind[];
  services: ServiceNeeds[];
  clientIp: ClientIpNeeds;
  audit: AuditSource;
  signIn: SignInNeeds | null;
  facts: Fact[];
  /** The application's service on every node, by its name there. */
  serviceName: string;
  /** Names of the nodes' outputs that balancers need: the certificate and its key. */
  certificateOutputs: { certificate: string; key: string };
  checks: CheckUse[];
  /**
   * Its questions, in addition to those of every farm. Paths are those of the farm's answers; its own begin with
   * `settings.ID.`
   */
  questions: Question[];
  /** Its own answers, which stand under its id in `Farm.settings`: an object that allows no other fields. */
  settings: z.ZodType;
  databaseSteps(inputs: PlanInputs): Step[];
  firstNodeSteps(inputs: PlanInputs, node: FarmHost): Step[];
  furtherNodeSteps(inputs: PlanInputs, node: FarmHost): Step[];
  ipDetectionSteps(inputs: PlanInputs): Step[];
}
