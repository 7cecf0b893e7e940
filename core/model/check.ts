import { z } from 'zod';
import { PAGES } from './plan.ts';

export const Verdict = z.enum([
  'pass',
  'warning',
  'fail',
  'could not run',
  'could not tell',
  'skipped',
  'not applicable',
  'cancelled',
  'out of date',
]);
export type Verdict = z.infer<typeof Verdict>;

export const Subject = z.object({ node: z.string().optional(), service: z.string().optional() });
export type Subject = z.infer<typeof Subject>;

export const Clause = z.object({ source: z.string(), place: z.string() });
export type Clause = z.infer<typeof Clause>;

/** Who accepted the finding, why, and the last day on which the waiver holds. */
export const WaivedBy = z.object({ who: z.string(), why: z.string(), until: z.string() });

/** One answered question. */
export const Outcome = z.object({
  id: z.string(),
  subject: Subject,
  required: z.boolean(),
  verdict: Verdict,
  title: z.string(),
  /** Null on pass; the reason on *not applicable* and *skipped*. */
  cause: z.string().nullable(),
  remedy: z.string().nullable(),
  clause: Clause.nullable(),
  page: z.enum(PAGES).nullable(),
  evidence: z.record(z.string(), z.unknown()),
  /** Id of the check whose verdict causes this one. */
  causedBy: z.string().nullable(),
  /** How many requests it rests on, where it rests on requests. */
  requests: z.int().optional(),
  waiver: WaivedBy.optional(),
});
export type Outcome = z.infer<typeof Outcome>;

/** The cause of one or more outcomes. */
export const Cause = z.object({
  id: z.string(),
  title: z.string(),
  remedy: z.string(),
  page: z.enum(PAGES),
  /** Keys of the outcomes it explains, see `outcomeKey`. */
  explains: z.array(z.string()),
});
export type Cause = z.infer<typeof Cause>;
