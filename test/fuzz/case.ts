import type { Deviation } from '../../core/practice/application/deviations.ts';

/** What of a farm is otherwise than planned. In texts `{client-2}` stands for the second client address, and so on. */
export type Part =
  /** The stand-in application of all nodes, or of one. In `node`: `{NODE}`, `{node}` its name, `{other}` another node's. */
  | { at: 'application'; on: 'all' | 'first' | 'last'; deviation: Deviation }
  /** Fields of the setting by which the application finds the client's address. */
  | { at: 'setting'; change: Record<string, unknown> }
  /** Fields of services of the bundled proxy. */
  | { at: 'bundled'; services: string[]; change: BundledChange }
  /** Lines of HAProxy's text. */
  | { at: 'haproxy'; services: string[]; change: HaproxyChange };

export interface BundledChange {
  policy?: 'remove' | 'replace' | 'append' | 'add-line' | 'if-none' | 'preserve';
  headerName?: string;
  /** Headers that are not removed. */
  passed?: string[];
  mode?: 'tcp';
  forwardedProto?: true;
  /** The nodes in another order. */
  reversed?: true;
  timeouts?: { connectMs: number; requestMs: number; idleMs: number };
}

export interface HaproxyChange {
  /** Lines before all that handles headers. */
  first?: string[];
  /** Lines after all that handles headers. */
  last?: string[];
  /** What stands in the place of the line that sets the header. */
  set?: string[];
  /** The client's own header is not deleted. */
  undeleted?: true;
  /** Headers that are not deleted. */
  passed?: string[];
  /** Lines of the backend. */
  back?: string[];
  /** Another frontend at the address of the first client. */
  extraFrontend?: string[];
}

/** A farm that is otherwise than planned; as planned where there are no parts. */
export interface FarmCase {
  parts: Part[];
  /** Whether everything that is wrong with it lies within what the product claims to see. */
  claimed: boolean;
  /** How much later than its request the last record is written, at most, in milliseconds. */
  lateMs: number;
}
