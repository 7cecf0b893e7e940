import { z } from 'zod';
import { BoundAction } from '../../model/action.ts';
import { MOST_PRACTICE_NODES } from '../../model/limits.ts';
import { Reading } from '../../model/reading.ts';
import { Layout } from './topology.ts';

const Host = z.string().max(63);

/** All requests to a world, by `op`. */
export const WorldRequest = z.discriminatedUnion('op', [
  z.object({ op: z.literal('inspect'), host: Host, action: BoundAction }),
  z.object({ op: z.literal('perform'), host: Host, action: BoundAction }),
  z.object({ op: z.literal('read'), host: Host, reading: Reading }),
  z.object({ op: z.literal('service'), host: Host, name: z.string().max(63), state: z.enum(['stopped', 'started']) }),
  z.object({ op: z.literal('setNodes'), nodes: Layout.shape.nodes.max(MOST_PRACTICE_NODES) }),
  z.object({ op: z.literal('plant'), faults: z.array(z.string().max(60)).min(1).max(32) }),
  z.object({ op: z.literal('log') }),
  z.object({ op: z.literal('topology') }),
  z.object({ op: z.literal('administratorPassword') }),
  z.object({ op: z.literal('tearDown') }),
]);
export type WorldRequest = z.infer<typeof WorldRequest>;
export type WorldOp = WorldRequest['op'];

/** One performed action as the world itself wrote it down. Never content: `digest` is keyed with a secret of the world. */
export interface LogEntry {
  /** ISO 8601, UTC. */
  at: string;
  host: string;
  /** Kind of action, or `fault`. */
  kind: string;
  /** What it was done to: a path, a service, a title, a fault’s id. */
  what: string;
  digest: string;
}

/** Longest line of the control protocol, in characters. */
export const MOST_CONTROL_CHARACTERS = 4 * 1024 * 1024;
