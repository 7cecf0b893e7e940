import type { Farm } from './farm.ts';
import type { HeaderPolicy } from './header-policy.ts';
import type { Asked, HostKind } from './reading.ts';
import type { Health, Persistence, VirtualService } from './virtual-service.ts';

/** What a balancer's configuration is made from. File paths are relative to the balancer's folder. */
export interface BalancerModel {
  services: {
    name: string;
    kind: VirtualService['kind'];
    tls: VirtualService['tls'];
    /** Where the balancer listens for it. */
    address: string;
    port: number;
    /** The name that clients use, and the name in the nodes' certificates. */
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

/** The state of one node in one service, as a balancer reports it. */
export interface PoolMember {
  service: string;
  node: string;
  /** *drain*: it still answers, but gets no new clients. */
  state: 'up' | 'down' | 'drain' | 'unknown';
  detail: string;
}

/** A feature that a service can need from a balancer. */
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
  /** The consequence of choosing it, as a sentence. */
  consequence: string;
  /** The kinds of host it can be set up on. */
  claims: HostKind[];
  /** The features it has. */
  can: Ability[];
  program: string;
  configurationPath: string;
  /** Which of the certificate files it reads. */
  certificateFiles: 'separate' | 'joined';
  /** The whole configuration: UTF-8 without BOM, LF, final newline. */
  render(model: BalancerModel): string;
  /** Asks for the current state of the nodes. */
  status(farm: Farm): Asked<PoolMember[]>;
  /**
   * What drains a node in every service, or puts it back into the pool. A drained node is given no new clients, and what
   * is under way there ends. To be asked one after another; each parser throws where the balancer refused.
   */
  setNode(farm: Farm, node: string, state: 'drain' | 'ready'): Asked<void>[];
}
