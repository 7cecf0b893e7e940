import { z } from 'zod';
import { readingOf, renderingsOf } from './reading.ts';
import { type Bound, Text } from './text.ts';

const Path = z.string().min(1).max(1024);
const Name = z.string().min(1).max(63);
const Cell = z.union([z.string(), z.number(), z.null()]);

/** A health check of the application, as the balancer and the wizard send it. Without a path a connection is enough. */
const HealthRequest = z.object({
  address: z.string(),
  port: z.int(),
  hostName: z.string(),
  path: z.string().nullable(),
});

/**
 * The schema of actions. Each is one wished state of a host, as data: a host can *inspect* whether it is in place
 * and *perform* it. `accept` and `wait` describe a moment, not a state: they are carried out whenever their step is
 * applied.
 * @param text how their texts are: with references, or bound
 */
function actionOf<T extends z.ZodType>(text: T) {
  const common = { title: z.string(), limitMs: z.int().positive().optional() };
  const script = z.object({ text: z.string(), parameters: z.record(z.string(), text) });
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('file'), ...common, path: Path, content: text, ownerOnly: z.boolean() }),
    /** Random bytes made on the host itself, in Base64 on one line; an existing key is kept. */
    z.object({ kind: z.literal('key'), ...common, path: Path, bytes: z.int().min(16).max(1024) }),
    /** A certificate for these names, issued by the farm's authority; an existing one that fits is kept. */
    z.object({
      kind: z.literal('certificate'),
      ...common,
      names: z.array(z.string().min(1).max(253)).min(1).max(20),
      certificatePath: Path,
      keyPath: Path,
    }),
    z.object({
      kind: z.literal('sql'),
      ...common,
      /** `server`: databases and logins; `database`: what lives inside one. */
      part: z.enum(['server', 'database']),
      database: z.string(),
      statements: z.array(script),
      /** The expected rows after the statements; read-only. */
      verify: script.extend({ rows: z.array(z.array(Cell)) }),
      /** Asked before the statements, read-only: with these rows nothing is changed, and the message is told. */
      unless: script
        .extend({
          rows: z.array(z.array(Cell)),
          message: z.string(),
          remedy: z.string(),
        })
        .optional(),
      undo: z.string(),
    }),
    /** The program accepts its configuration file. */
    z.object({ kind: z.literal('accept'), ...common, program: z.string(), path: Path }),
    /** A service runs under this account and was started after the last change of its files. */
    z.object({
      kind: z.literal('service'),
      ...common,
      name: Name,
      program: z.string(),
      account: z.string().max(200),
      password: text.nullable(),
      reads: z.array(Path).max(50),
    }),
    /** Anything else: what is run or asked for on each kind of host, and a reading that tells whether it took effect. */
    z.object({
      kind: z.literal('deed'),
      ...common,
      by: renderingsOf(text),
      done: z.object({ reading: readingOf(text), expect: z.string() }),
    }),
    z.object({
      kind: z.literal('wait'),
      ...common,
      health: z.array(HealthRequest),
      times: z.int(),
      intervalMs: z.int(),
      limitMs: z.int(),
    }),
  ]);
}

const Action = actionOf(Text);
export type Action = z.infer<typeof Action>;

/** An action with every reference bound. Bound values may be secret: they are passed on and never stored. */
export const BoundAction = actionOf(z.string());
export type BoundAction = Bound<Action>;

/** The rows that the server should return after a script. */
export type SqlExpectation = Extract<Action, { kind: 'sql' }>['verify'];

/** Default time limit of an action, in milliseconds. */
const USUAL_LIMIT_MS = 60_000;

/** Time limit of an action, in milliseconds. */
export function limitOf({ limitMs = USUAL_LIMIT_MS }: { limitMs?: number | undefined }): number {
  return limitMs;
}
