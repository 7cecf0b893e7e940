import { z } from 'zod';
import { MOST_PRACTICE_NODES } from '../../model/limits.ts';
import { Layout } from './topology.ts';

const Host = z.string().max(63);
const Path = z.string().min(1).max(1024);
const Key = z.string().min(1).max(200);

/** The world's side of `HostAction` (core/model/host-client.ts). SQL is not among them: the wizard signs in itself. */
export const WorldAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: Path, content: z.string(), ownerOnly: z.boolean() }),
  z.object({ kind: z.literal('key'), path: Path, bytes: z.int().min(16).max(1024) }),
  z.object({
    kind: z.literal('certificate'),
    names: z.array(z.string().min(1).max(253)).min(1).max(20),
    certificatePath: Path,
    keyPath: Path,
  }),
  z.object({ kind: z.literal('setting'), key: Key, value: z.unknown() }),
  z.object({ kind: z.literal('accept'), program: z.string(), path: Path }),
  z.object({
    kind: z.literal('service'),
    name: z.string().min(1).max(63),
    program: z.string(),
    account: z.string().max(200),
    password: z.string().max(1024).nullable(),
    reads: z.array(Path).max(50),
  }),
]);
export type WorldAction = z.infer<typeof WorldAction>;

/** Everything the world may be asked, by `op`. */
export const WorldRequest = z.discriminatedUnion('op', [
  z.object({ op: z.literal('inspect'), host: Host, action: WorldAction }),
  z.object({ op: z.literal('perform'), host: Host, action: WorldAction }),
  z.object({ op: z.literal('readFile'), host: Host, path: Path }),
  z.object({ op: z.literal('readSetting'), host: Host, key: Key }),
  z.object({ op: z.literal('readFacts'), host: Host, macKey: z.string().regex(/^([0-9a-f]{2}){16,64}$/i) }),
  z.object({ op: z.literal('readStatus'), host: Host, service: z.string().max(63) }),
  z.object({
    op: z.literal('setNode'),
    host: Host,
    service: z.string().max(63),
    node: z.string().max(63),
    state: z.enum(['drain', 'ready']),
  }),
  z.object({
    op: z.literal('setService'),
    host: Host,
    service: z.string().max(63),
    state: z.enum(['stopped', 'started']),
  }),
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
  /** Path, setting key, service name or fault id. */
  what: string;
  digest: string;
}

/** Longest line of the control protocol, in characters. */
export const MOST_CONTROL_CHARACTERS = 4 * 1024 * 1024;
