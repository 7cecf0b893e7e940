import { z } from 'zod';
import { Clause } from './check.ts';
import { PAGES } from './plan.ts';

/** One question of a page, as data: any profile's and any balancer's questions are shown by the same form. */
export const Field = z.object({
  page: z.enum(PAGES),
  /** Where the answer stands among the answers, with dots: `healthCheck.intervalMs`. */
  path: z.string(),
  label: z.string(),
  /** One sentence beside the field. */
  help: z.string(),
  /** *names*: a list of node names, one a line, by paste, file or range. *rows*: a table as text, one row a line. */
  kind: z.enum(['text', 'number', 'choice', 'toggle', 'names', 'rows']),
  /** Shown behind a number. */
  unit: z.string().nullable(),
  /** Of a *choice*: every value with its plain consequence. */
  choices: z.array(z.object({ value: z.string(), label: z.string(), consequence: z.string() })),
  /** Whether one answer serves the whole farm, or each node has its own. */
  scope: z.enum(['farm', 'node']),
  /** What asks for it, where a source does. */
  clause: Clause.nullable(),
  example: z.string().nullable(),
  /** The answer; where none was given, what is used instead. */
  value: z.unknown(),
  /** False: `value` is the default. */
  answered: z.boolean(),
});
export type Field = z.infer<typeof Field>;
/** A field before it is answered. */
export type Question = Omit<Field, 'value' | 'answered'>;

/** A value that follows from answers and is not asked: shown, never typed. */
export const Derived = z.object({
  page: z.enum(PAGES),
  /** What it is called where a field's path would stand: a finding can lead to it. */
  path: z.string(),
  label: z.string(),
  value: z.string(),
  /** What it follows from, as a sentence. */
  because: z.string(),
});
export type Derived = z.infer<typeof Derived>;

/** An answer that cannot be used as it stands. It is kept as it was given. */
export const Problem = z.object({
  page: z.enum(PAGES),
  /** Path of the field. */
  path: z.string(),
  message: z.string(),
  remedy: z.string(),
});
export type Problem = z.infer<typeof Problem>;

/** How a page of the wizard stands. Which one is current only the screen knows. */
export const PageStanding = z.object({
  page: z.enum(PAGES),
  state: z.enum([
    'not started',
    'done',
    'needs attention',
    'waiting for someone',
    'out of date',
    'not needed',
    'locked',
  ]),
  /** Whether it was opened once: those are left and entered freely. */
  reached: z.boolean(),
  /** Of *needs attention*: how many findings, steps or fields. */
  count: z.int(),
  /** Why it stands so, as sentences; empty where the state says it all. */
  because: z.array(z.string()),
});
export type PageStanding = z.infer<typeof PageStanding>;
