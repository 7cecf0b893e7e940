import { z } from 'zod';
import { Clause } from './check.ts';
import { PAGES } from './plan.ts';

/** One question of a page, as data. The same form shows the questions of every profile and balancer. */
export const Field = z.object({
  page: z.enum(PAGES),
  /** Where the answer stands among the answers, with dots: `healthCheck.intervalMs`. */
  path: z.string(),
  label: z.string(),
  /** One sentence beside the field. */
  help: z.string(),
  /** *names*: a list of node names, one a line, by paste, file or range. *rows*: a table as text, one row a line. */
  kind: z.enum(['text', 'number', 'choice', 'toggle', 'names', 'rows']),
  /** Unit of the number: the value is asked, shown and answered in it. */
  unit: z.string().nullable(),
  /** Of a *choice*: every value with its plain consequence. */
  choices: z.array(z.object({ value: z.string(), label: z.string(), consequence: z.string() })),
  /** Whether one answer serves the whole farm, or each node has its own. */
  scope: z.enum(['farm', 'node']),
  /** The source that demands it, if there is one. */
  clause: Clause.nullable(),
  example: z.string().nullable(),
  /** The answer, or the default if there is none yet. */
  value: z.unknown(),
  /** False: `value` is the default. */
  answered: z.boolean(),
});
export type Field = z.infer<typeof Field>;
/** A field before it is answered. */
export type Question = Omit<Field, 'value' | 'answered'>;

/** A value that follows from the answers: it is shown and cannot be entered. */
export const Derived = z.object({
  page: z.enum(PAGES),
  /** Its id, used like a field's path: a finding can link to it. */
  path: z.string(),
  label: z.string(),
  value: z.string(),
  /** What it follows from, as a sentence. */
  because: z.string(),
});
export type Derived = z.infer<typeof Derived>;

/** An answer that cannot be used yet. It is kept as it was entered. */
export const Problem = z.object({
  page: z.enum(PAGES),
  /** Path of the field. */
  path: z.string(),
  message: z.string(),
  remedy: z.string(),
});
export type Problem = z.infer<typeof Problem>;

/** The state of a page of the wizard. Only the screen knows which page is open. */
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
  /** Whether it was opened before. Pages that were opened can be visited in any order. */
  reached: z.boolean(),
  /** Of *needs attention*: how many findings, steps or fields. */
  count: z.int(),
  /** The reasons for the state, as sentences; empty if the state needs none. */
  because: z.array(z.string()),
});
export type PageStanding = z.infer<typeof PageStanding>;
