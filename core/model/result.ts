import { z } from 'zod';
import { Cause, Outcome, Verdict } from './check.ts';

export const Overall = z.enum(['ready', 'ready with warnings', 'not ready', 'unknown']);
export type Overall = z.infer<typeof Overall>;

/** One request that was followed from a known address to the audit record of a node. */
export const Proof = z.object({
  service: z.string(),
  node: z.string(),
  token: z.string(),
  sentFrom: z.string(),
  audited: z.string().nullable(),
  verdict: Verdict,
});
export type Proof = z.infer<typeof Proof>;

/**
 * One forged request. *Refused*: answered 4xx before any node. *Believed*: the forged address was recorded.
 * *Hidden*: neither the forged nor the plain request's address was recorded.
 */
export const SpoofAttempt = z.object({
  variant: z.string(),
  service: z.string(),
  outcome: z.enum(['ignored', 'refused', 'believed', 'hidden', 'unknown']),
  verdict: Verdict,
});
export type SpoofAttempt = z.infer<typeof SpoofAttempt>;

const Phase = z.enum([
  'prepare',
  'firstNode',
  'furtherNodes',
  'ipDetection',
  'balancer',
  'verify',
  'tearDown',
  'total',
]);
export type Phase = z.infer<typeof Phase>;

/** The one result document: report, JSON and text are renderings of it. */
export const Result = z.object({
  schema: z.literal('farmwright-result/1'),
  overall: Overall,
  sentence: z.string(),
  profile: z.string(),
  balancer: z.string(),
  faults: z.array(z.string()),
  nodes: z.array(z.object({ name: z.string(), address: z.string() })),
  proof: z.array(Proof),
  spoof: z.array(SpoofAttempt),
  checks: z.array(Outcome),
  causes: z.array(Cause),
  durationsMs: z.record(Phase, z.number()),
});
export type Result = z.infer<typeof Result>;
