import { z } from 'zod';
import { Cause, Outcome, Verdict } from './check.ts';
import { resultInPresentForm } from './first-result.ts';

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

/** How many requests of one shape were sent from one address. */
export const SentRequests = z.object({ shape: z.string(), sentFrom: z.string(), requests: z.int() });
export type SentRequests = z.infer<typeof SentRequests>;

/** Something that a person looked up or did for a proof, and handed in. */
export const ReadByPerson = z.object({
  /** Id of the step, or of the reading. */
  item: z.string(),
  /** What was asked of the person; null for a step. */
  ask: z.string().nullable(),
  host: z.string().nullable(),
  who: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
});
export type ReadByPerson = z.infer<typeof ReadByPerson>;

/** The one result document: report, JSON and text are renderings of it. Null: an earlier version did not record it. */
export const Result = z.object({
  schema: z.literal('farmwright-result/2'),
  farm: z.object({ id: z.string().nullable(), name: z.string().nullable() }),
  /** When the proof began and ended, ISO 8601 with the offset of the computer's zone. */
  began: z.string().nullable(),
  ended: z.string().nullable(),
  /** Name of the system's user who ran it. */
  operator: z.string().nullable(),
  computer: z.string().nullable(),
  /** Version of Farmwright. */
  version: z.string().nullable(),
  overall: Overall,
  sentence: z.string(),
  profile: z.string(),
  profileName: z.string(),
  balancer: z.string(),
  balancerName: z.string(),
  /** Requests with a token; null also where the proof was cancelled. */
  requests: z
    .object({
      total: z.int(),
      /** Those that clients send: through the load balancer, and nothing in them is forged. */
      asClients: z.int(),
      sent: z.array(SentRequests),
      /** A fault in more than this share of clients' requests would have been seen with 95 %; null where one was wrong. */
      unseenShare: z.number().nullable(),
    })
    .nullable(),
  /** What was not tried, each with its reason. */
  notTried: z.array(z.string()),
  readByPeople: z.array(ReadByPerson),
  faults: z.array(z.string()),
  nodes: z.array(z.object({ name: z.string(), address: z.string() })),
  proof: z.array(Proof),
  spoof: z.array(SpoofAttempt),
  checks: z.array(Outcome),
  causes: z.array(Cause),
  durationsMs: z.record(Phase, z.number()),
});
export type Result = z.infer<typeof Result>;

/** A result as a farm file holds it: one of the first form is brought forward. */
export const StoredResult = z.preprocess(resultInPresentForm, Result);
