import type { Action, Reference, SqlExpectation } from './action.ts';
import type { Clause } from './check.ts';
import type { Farm, FarmNode } from './farm.ts';
import type { Question } from './form.ts';
import type { HeaderPolicy } from './header-policy.ts';
import type { Step } from './plan.ts';

/** One kind of traffic of an application, and how it is asked and tested. */
export interface ServiceNeeds {
  name: string;
  title: string;
  healthPath: string;
  /** Path of a harmless request that leaves one audit record with this token. */
  requestPath(token: string): string;
}

/** Where the application reads its trust from, and what it should find there. */
export interface ClientIpNeeds {
  /** Id of the engine by which it finds the client's address (core/client-ip/engines). */
  engine: string;
  /** Key of the setting that holds it. */
  setting: string;
  headerName: string;
}

/** How an audit record is found by its token, read-only. */
export interface AuditQuery {
  text: string;
  /** How long a record may take to appear, in milliseconds. */
  delayMs: number;
}

export interface SignInNeeds {
  service: string;
  signInPath: string;
  whoPath: string;
}

/** Which check a profile asks for, and the source that asks for it. */
export interface CheckUse {
  check: string;
  clause: Clause | null;
  /** Whether a farm of this application is *ready* only where it passes; without it, the check's own word holds. */
  required?: boolean;
}

/** What every step builder of a farm may use. */
export interface PlanInputs {
  farm: Farm;
  profile: Profile;
  balancer: Balancer;
  database: DatabaseEngine;
  /** What the application must be told about client addresses, derived from the hops. */
  ipDetection: IpDetection;
}

/** The setting of the application's client IP engine, as data in that engine's own form (core/client-ip/engines). */
export type IpDetection = Readonly<Record<string, unknown>>;

/** An application. */
export interface Profile {
  id: string;
  name: string;
  services: ServiceNeeds[];
  clientIp: ClientIpNeeds;
  audit: AuditQuery;
  signIn: SignInNeeds | null;
  /** The application's service on every node, by its name there. */
  serviceName: string;
  /** Names of the nodes' outputs that balancers need: the certificate and its key. */
  certificateOutputs: { certificate: string; key: string };
  checks: CheckUse[];
  /** What it asks besides what every farm is asked. Paths are those of the farm's answers. */
  questions: Question[];
  databaseSteps(inputs: PlanInputs): Step[];
  firstNodeSteps(inputs: PlanInputs, node: FarmNode): Step[];
  furtherNodeSteps(inputs: PlanInputs, node: FarmNode): Step[];
  ipDetectionSteps(inputs: PlanInputs): Step[];
}

/** All a balancer's configuration is made from. File paths are relative to the balancer's folder. */
export interface BalancerModel {
  services: {
    name: string;
    /** Where the balancer listens for it. */
    address: string;
    port: number;
    healthPath: string;
    nodes: { name: string; address: string; port: number }[];
  }[];
  hostName: string;
  headerName: string;
  headerPolicy: HeaderPolicy;
  /** Addresses of the hops in front: the header of any other peer is deleted first. Empty at the edge. */
  headerFrom: string[];
  /** Forwarded headers of other names, deleted at the edge. */
  removeHeaders: string[];
  /** Address the nodes see as peer. */
  sourceAddress: string;
  persistence: Farm['persistence'];
  healthCheck: Farm['healthCheck'];
  files: { certificate: string; key: string; certificateAndKey: string; authority: string };
}

/** What a balancer says of one node in one service. */
export interface PoolMember {
  service: string;
  node: string;
  /** *drain*: it answers, and is given no new clients. */
  state: 'up' | 'down' | 'drain' | 'unknown';
  detail: string;
}

/** A load-balancing product. */
export interface Balancer {
  id: string;
  name: string;
  /** What choosing it means, as a sentence. */
  consequence: string;
  /** What it can do; missing means no. */
  can: string[];
  program: string;
  configurationPath: string;
  /** Which of the certificate files it reads. */
  certificateFiles: 'separate' | 'joined';
  /** The whole configuration: UTF-8 without BOM, LF, final newline. */
  render(model: BalancerModel): string;
  parseStatus(text: string): PoolMember[];
}

/** A database engine, as far as plans need it. */
export interface DatabaseEngine {
  id: string;
  name: string;
  connectionString(farm: Farm): string;
  /** True where both mean the same connection, however they are written. */
  sameConnection(one: string, other: string): boolean;
  /** Database, login and grant for the service account. */
  prepare(farm: Farm, password: Reference): Extract<Action, { kind: 'sql' }>;
  /** An expectation that certain tables are there. */
  tablesPresent(names: string[]): SqlExpectation;
}
