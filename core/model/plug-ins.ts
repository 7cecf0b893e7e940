import type { z } from 'zod';
import type { Action, Reference, SqlExpectation } from './action.ts';
import type { Clause } from './check.ts';
import type { Farm } from './farm.ts';
import type { FarmHost } from './farm-host.ts';
import type { Question } from './form.ts';
import type { HeaderPolicy } from './header-policy.ts';
import type { Step } from './plan.ts';
import type { Health, Persistence, VirtualService } from './virtual-service.ts';

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
  engine: 'aspnetcore';
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

/** Client-IP settings by intent; the profile renders them in its application's own words. */
export interface IpDetection {
  enabled: boolean;
  forwardLimit: number;
  knownProxies: string[];
  knownNetworks: string[];
  headerName: string;
}

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
  /** What it asks besides what every farm is asked. Paths are those of the farm's answers; its own begin with `settings.ID.` */
  questions: Question[];
  /** Its own answers, which stand under its id in `Farm.settings`: an object that allows no other fields. */
  settings: z.ZodType;
  databaseSteps(inputs: PlanInputs): Step[];
  firstNodeSteps(inputs: PlanInputs, node: FarmHost): Step[];
  furtherNodeSteps(inputs: PlanInputs, node: FarmHost): Step[];
  ipDetectionSteps(inputs: PlanInputs): Step[];
}

/** All a balancer's configuration is made from. File paths are relative to the balancer's folder. */
export interface BalancerModel {
  services: {
    name: string;
    kind: VirtualService['kind'];
    tls: VirtualService['tls'];
    /** Where the balancer listens for it. */
    address: string;
    port: number;
    /** What clients ask for, and the name in the nodes' certificates. */
    hostName: string;
    health: Health;
    persistence: Persistence;
    nodes: { name: string; address: string; port: number }[];
  }[];
  headerName: string;
  headerPolicy: HeaderPolicy;
  /** Addresses of the hops in front: the header of any other peer is deleted first. Empty at the edge. */
  headerFrom: string[];
  /** Forwarded headers of other names, deleted at the edge. */
  removeHeaders: string[];
  /** Address the nodes see as peer. */
  sourceAddress: string;
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

/** What a balancer may be asked to do with a service. */
export type Ability =
  | 'tcp'
  | 'layer-7'
  | `tls-${VirtualService['tls']}`
  | 'header-policies'
  | 'https-health-check'
  | 'connect-health-check'
  | 'round-robin'
  | `${Exclude<Persistence, 'none'>}-persistence`
  | 'pair'
  | 'drain'
  | 'status';

/** A load-balancing product. */
export interface Balancer {
  id: string;
  name: string;
  /** What choosing it means, as a sentence. */
  consequence: string;
  /** What it can do; missing means no. */
  can: Ability[];
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
