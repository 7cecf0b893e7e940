import type { ErrorData } from '../model/errors.ts';
import type { NodeFacts } from '../model/host-client.ts';
import type { PoolMember } from '../model/plug-ins.ts';
import type { SeenCertificate } from '../vantage/types.ts';
import type { AuditRecord } from './ports.ts';

/** Something that was asked, or why it could not be. */
export type Asked<T> = { value: T; error?: undefined } | { value?: undefined; error: ErrorData };

export interface HealthSeen {
  node: string;
  service: string;
  status: number | null;
  certificate: SeenCertificate | null;
  error: ErrorData | null;
}

/** A request through a virtual service, or straight to a node, and what was recorded of it. */
export interface RequestSeen {
  service: string;
  /** The node that answered, by its own word and by the audit record; null where no node answered. */
  node: string | null;
  token: string;
  sentFrom: string;
  status: number | null;
  error: ErrorData | null;
  records: Asked<AuditRecord[]>;
}

export interface SpoofSeen {
  variant: string;
  service: string;
  request: RequestSeen;
  /** The address a plain request to the same node and service was recorded with; null where there is none. */
  plain: string | null;
}

export interface BypassSeen {
  node: string;
  sentFrom: string;
  /** Null where the node was closed to this address. */
  status: number | null;
  error: ErrorData | null;
}

export interface SignInSeen {
  signedInOn: string | null;
  error: ErrorData | null;
  /** Status of the signed-in question, by node that answered it. */
  answers: Map<string, number>;
}

/** Everything one verification saw. Judging is done on this alone. */
export interface Observations {
  health: HealthSeen[];
  facts: Map<string, Asked<NodeFacts>>;
  /** The setting in force on each node; value undefined where it cannot be read back. */
  settings: Map<string, Asked<unknown>>;
  balancerFile: Asked<string | null>;
  pool: Asked<PoolMember[]>;
  requests: RequestSeen[];
  spoofs: SpoofSeen[];
  direct: RequestSeen[];
  bypass: BypassSeen[];
  signIn: SignInSeen | null;
}

/** Nothing seen yet. */
export function noObservations(): Observations {
  return {
    health: [],
    facts: new Map(),
    settings: new Map(),
    balancerFile: { value: null },
    pool: { value: [] },
    requests: [],
    spoofs: [],
    direct: [],
    bypass: [],
    signIn: null,
  };
}

/** True where the node answered every health check directly. */
export function isHealthy(seen: Observations, node: string): boolean {
  const looks = seen.health.filter((look) => look.node === node);
  return looks.length > 0 && looks.every((look) => look.status === 200);
}
