import type { HealthRequest } from './action.ts';

/** A read-only look at a wished state. */
export interface Inspection {
  state: 'in place' | 'differs' | 'missing' | 'decided later';
  /** What was seen, as a sentence part: `the file is 212 bytes, 198 were expected`. */
  detail: string;
}

/** An action with every reference bound. Bound values may be secret: they are handed over, never written down. */
export type BoundAction =
  | { kind: 'file'; path: string; content: string; ownerOnly: boolean }
  | { kind: 'key'; path: string; bytes: number }
  | { kind: 'certificate'; names: string[]; certificatePath: string; keyPath: string }
  | {
      kind: 'sql';
      part: 'server' | 'database';
      database: string;
      statements: { text: string; parameters: Record<string, string> }[];
      verify: { text: string; parameters: Record<string, string>; rows: (string | number | null)[][] };
    }
  | { kind: 'setting'; key: string; value: unknown }
  | { kind: 'accept'; program: string; path: string }
  | { kind: 'service'; name: string; program: string; account: string; password: string | null; reads: string[] }
  | { kind: 'wait'; health: HealthRequest[]; times: number; intervalMs: number; limitMs: number };

/** Bound actions a host carries out; waiting is the runner's own, from the wizard's vantage. */
export type HostAction = Exclude<BoundAction, { kind: 'wait' }>;

/** What a node says of itself. Secrets only as HMACs with the key of the run. */
export interface NodeFacts {
  version: string;
  serviceAccount: string;
  /** Connection string without password, in the engine's normal form. */
  connection: string;
  keyRingMac: string;
}

/** What the runner and the checks may do with a host. Every call ends within its limit or is aborted by `signal`. */
export interface HostClient {
  inspect(action: HostAction, signal: AbortSignal): Promise<Inspection>;
  perform(action: HostAction, signal: AbortSignal): Promise<void>;
  /** The file's text, or null where there is none. */
  readFile(path: string, signal: AbortSignal): Promise<string | null>;
  /** The setting in force on this host, or undefined where this kind of host cannot read settings back. */
  readSetting(key: string, signal: AbortSignal): Promise<unknown | undefined>;
  /** @param macKey random key of this run, hexadecimal */
  readFacts(macKey: string, signal: AbortSignal): Promise<NodeFacts>;
  /** The running service's own status text, in the program's form. */
  readStatus(service: string, signal: AbortSignal): Promise<string>;
  /** Takes a node out of turn at this balancer (*drain*: no new clients, what is under way ends) or puts it back. */
  setNode(service: string, node: string, state: 'drain' | 'ready', signal: AbortSignal): Promise<void>;
  /** Stops a service of this host, or starts it again as it was started last. Used with consent only. */
  setService(service: string, state: 'stopped' | 'started', signal: AbortSignal): Promise<void>;
}
