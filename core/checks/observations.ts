import type { AuditEntry } from '../model/audit-source.ts';
import type { PoolMember } from '../model/balancer.ts';
import type { ErrorData } from '../model/errors.ts';
import type { StepSeen } from '../model/step-seen.ts';
import type { SeenCertificate } from '../model/vantage.ts';
import type { ListeningSocket } from './asking/listening-sockets.ts';

/** The answer to a question, or the error it met. */
export type Answer<T> = { value: T; error?: undefined } | { value?: undefined; error: ErrorData };

/** The certificate that clients of a virtual service are shown; null where none was. */
export interface ShownCertificate {
  service: string;
  certificate: SeenCertificate | null;
}

export interface HealthSeen {
  node: string;
  service: string;
  status: number | null;
  /** True where the service took a connection and nothing more is asked of it. */
  connected?: true;
  /** What an answer that is not healthy says of the reason, where that is a short line. */
  said?: string;
  /** True where no answer came in time and yet a connection alone was taken. */
  taken?: true;
  certificate: SeenCertificate | null;
  error: ErrorData | null;
}

/** A request through a virtual service, or straight to a node, and what was recorded of it. */
export interface RequestSeen {
  service: string;
  /** Id of the way in which it was sent, see `SHAPES`. */
  shape: string;
  /** Which request of its connection it was; left out for the first. */
  nth?: number;
  /** Names of the cookies that the answer set; left out if it set none. */
  setsCookies?: string[];
  /** The node that answered, by its own word and by the audit record; null where no node answered. */
  node: string | null;
  token: string;
  sentFrom: string;
  /** When it was sent, and when it was answered or given up; ISO 8601, UTC. */
  span: { from: string; to: string };
  status: number | null;
  error: ErrorData | null;
  records: Answer<AuditEntry[]>;
}

/**
 * How the balancer was brought to a node: by another connection from the first client address, by a connection from
 * another one, or by draining the nodes it prefers.
 */
export type Way = 'new connection' | 'another client address' | 'drained';

/** A plain request through a virtual service, sent to reach every node. */
export interface ReachingRequest extends RequestSeen {
  way: Way;
}

/** A node that was drained, so that requests reach another one. */
export interface DrainSeen {
  node: string;
  /** The service whose requests were to reach another one. Meanwhile the node is drained in all services. */
  service: string;
  /** Why the balancer did not drain it; null where it did. */
  refused: string | null;
  /** Why it was not seen back in the pool afterwards; null where it was. */
  problem: string | null;
}

/** Steady requests, counted: `sent` is `answered` and `lost` together. */
export interface Tally {
  sent: number;
  /** Answered 200. */
  answered: number;
  /** Anything else. */
  lost: number;
  /** What a lost request met instead, and how often. */
  lostBy: Record<string, number>;
}

/** A node that was stopped under steady requests and started again. Times count from when the stop was asked for. */
export interface DrillSeen extends Tally {
  /** Null where none could be chosen. */
  node: string | null;
  /** Why no node was stopped, or why the result is not known; null where the test ran to its end. */
  hindered: {
    verdict: 'could not run' | 'could not tell';
    cause: string;
    remedy: string;
    causedBy?: string;
  } | null;
  answeredBy: Record<string, number>;
  /** Of all requests, those from before the stop. */
  baseline: Tally;
  /** Requests lost that were sent after the balancer had marked the node down. */
  lostAfterDetection: number;
  /** How long the host took to stop it. */
  stopTookMs: number;
  /** How long the balancer may take to notice, by its health check's settings. */
  plannedMs: number;
  /** The same with slack, since computers are slow at times: beyond this it counts as not noticed. */
  limitMs: number;
  /** When the balancer had marked the node down in every service; null where it never did. */
  detectedMs: number | null;
  /** When the last request that was lost had been sent; null where none was lost. */
  lastLossMs: number | null;
  /** From the start until it was back in the pool and answered; null where that was not seen. */
  backMs: number | null;
  /** Why the node was not seen to be back; null where it was, or had not been stopped. */
  notBack: string | null;
}

export interface SpoofSeen {
  /** Id of the variant, with the shape of the request if that is not the plain one: `every-header (POST)`. */
  variant: string;
  service: string;
  request: RequestSeen;
  /** Status of a request in the same shape that forged nothing, sent beside one that was refused; null if none was sent. */
  twin: number | null;
  /** The address a plain request to the same node and service was recorded with; null where there is none. */
  plain: string | null;
}

/** A forged request that went straight to a node. */
export interface DirectSeen extends RequestSeen {
  /** Id of what was forged, see `spoofVariants`. */
  variant: string;
  /** Status of a request that forged nothing, sent right after it, if it was refused; null if none was sent. */
  twin: number | null;
}

export interface BypassSeen {
  node: string;
  service: string;
  /** Where it was sent to: `192.0.2.101 port 443`. */
  to: string;
  sentFrom: string;
  /** The status of the answer; 0 if the connection was taken and no answer came; null if the node was closed to this address. */
  status: number | null;
  error: ErrorData | null;
  /** Why this computer, which the node admits, could not connect at the same time; null if it could. */
  control: ErrorData | null;
}

/** A place where a host listens and which the plan does not open, as a client found it. */
export interface EntranceSeen {
  host: string;
  /** `192.0.2.101 port 8443`. */
  to: string;
  sentFrom: string;
  /** Why no connection was made; null if one was. */
  error: ErrorData | null;
  /** Requests with a token that were sent there. */
  requests: RequestSeen[];
}

/** The answer to a question that is signed in. */
export interface SignedInAnswer {
  status: number;
  /** The account that the answer names; null if it names none. */
  account: string | null;
}

/** A sign-in on one node, and what those who had its cookie were answered. */
export interface SignedInOn {
  node: string;
  error: ErrorData | null;
  /** Status of the answer to the sign-in. */
  status: number | null;
  /** The nodes that were asked with its cookie. */
  asked: string[];
  /** Answers to a request with its cookie, by the node that was asked; null if the sign-in gave none. */
  answers: Map<string, SignedInAnswer> | null;
}

export interface SignInSeen {
  /** Who signed in; null if the application is told no name. */
  account: string | null;
  /** Of every healthy node. */
  on: SignedInOn[];
  /** Status of the answer to a request without any cookie, by the node that answered. */
  without: Map<string, number>;
  /** Status of the answer to a request with a cookie of the node in which one letter is another one. */
  spoilt: Map<string, number>;
  /** The same through the balancer, of the first client that it went wrong for, else of the last one. */
  through: {
    from: string;
    /** With the cookie that came through it, the first that is not right; null if no cookie did, or no answer. */
    answer: SignedInAnswer | null;
    /** Of that answer, or of the sign-in where no cookie came. */
    status: number | null;
    /** Status of the answer to a request without any cookie. */
    without: number | null;
  } | null;
}

/** Everything one verification saw. Judging is done on this alone. */
export interface Observations {
  health: HealthSeen[];
  shown: ShownCertificate[];
  /** What each node says of itself, by node and by the fact's id. */
  facts: Map<string, Map<string, Answer<string>>>;
  /** The setting in force on each node; value undefined where it cannot be read back. */
  settings: Map<string, Answer<unknown>>;
  balancerFile: Answer<string | null>;
  /** The steps of the plan on hosts that answer at once. */
  steps: StepSeen[];
  pool: Answer<PoolMember[]>;
  requests: ReachingRequest[];
  /** Requests in other shapes, and plain ones of two clients beside each other. */
  shaped: RequestSeen[];
  /** Shapes that a service has none of, each with the reason. */
  shapesMissing: { service: string; shape: string; why: string }[];
  /** All records of this proof, read again at the end; null if they were read only once. */
  again: Answer<AuditEntry[]> | null;
  /** When that was, ISO 8601, UTC. */
  againAt: string | null;
  /** Nodes that answered plain requests of a service at first, and none of so many at the end. */
  missedAtEnd: { service: string; node: string; sent: number }[];
  /** What was asked first, asked again at the end; null if the look did not run. */
  closing: {
    health: HealthSeen[];
    settings: Map<string, Answer<unknown>>;
    steps: StepSeen[];
    /** Null where a person reads it out. */
    pool: Answer<PoolMember[]> | null;
  } | null;
  /** Nodes that were drained on the way. */
  drains: DrainSeen[];
  spoofs: SpoofSeen[];
  direct: DirectSeen[];
  bypass: BypassSeen[];
  /** What listens on each node, and on each host of the balancer. */
  sockets: Map<string, Answer<ListeningSocket[]>>;
  entrances: EntranceSeen[];
  signIn: SignInSeen | null;
  /** Null where the look did not run. */
  drill: DrillSeen | null;
}

/** Nothing seen yet. */
export function noObservations(): Observations {
  return {
    health: [],
    shown: [],
    facts: new Map(),
    settings: new Map(),
    balancerFile: { value: null },
    steps: [],
    pool: { value: [] },
    requests: [],
    shaped: [],
    shapesMissing: [],
    again: null,
    againAt: null,
    missedAtEnd: [],
    closing: null,
    drains: [],
    spoofs: [],
    direct: [],
    bypass: [],
    sockets: new Map(),
    entrances: [],
    signIn: null,
    drill: null,
  };
}

/** Returns all requests through the balancer that forged nothing: plain ones, and those in other shapes. */
export function honestRequests({ requests, shaped }: Observations): RequestSeen[] {
  return [...requests, ...shaped];
}

/** Returns all requests that forged something, through the balancer and straight to a node. */
export function forgedRequests({ spoofs, direct }: Observations): RequestSeen[] {
  return [...spoofs.map(({ request }) => request), ...direct];
}

/** True where the node answered every health check directly. */
export function isHealthy(seen: Observations, node: string): boolean {
  const looks = seen.health.filter((look) => look.node === node);
  return looks.length > 0 && looks.every(hasPassed);
}

/** True where a health check was answered with exactly 200, or with a connection where that is enough. */
export function hasPassed({ status, connected }: HealthSeen): boolean {
  return status === 200 || connected === true;
}
