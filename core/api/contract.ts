import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Subject, Verdict } from '../model/check.ts';
import { JournalEvent, PracticeState } from '../model/event.ts';
import { Farm } from '../model/farm.ts';
import { MOST_PRACTICE_NODES } from '../model/limits.ts';
import type { Plan } from '../model/plan.ts';
import { Result } from '../model/result.ts';
import { base } from './contract-base.ts';
import { farmContract } from './farm-contract.ts';

const PracticeId = z.string().regex(/^[a-z0-9-]{8,64}$/);
const FaultIds = z.array(z.string().max(60)).max(32);
const practice = z.object({ practice: PracticeId });

export const PracticeView = z.object({
  id: PracticeId,
  state: PracticeState,
  profileName: z.string(),
  balancerName: z.string(),
  faults: z.array(z.string()),
  /** Ids of the faults that a farm of this kind can have. */
  plantable: z.array(z.string()),
  /** Null until the practice hosts are there. */
  farm: Farm.nullable(),
  plan: z.custom<Plan | null>(),
  services: z.array(z.object({ name: z.string(), title: z.string() })),
  checks: z.int(),
  result: Result.nullable(),
});
export type PracticeView = z.infer<typeof PracticeView>;

export const FaultView = z.object({
  id: z.string(),
  topology: z.string(),
  changes: z.string(),
  turns: z.array(
    z.object({
      check: z.string(),
      subject: Subject,
      verdict: Verdict,
    }),
  ),
  cause: z.string(),
});

/** A case for a client-IP engine: a request, a configuration, and what should come of it. */
export const ResolveCase = z.object({
  id: z.string(),
  engine: z.string(),
  peer: z.string().nullable(),
  peerPort: z.int().optional(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  config: z.record(z.string(), z.unknown()),
  expect: z.record(z.string(), z.unknown()).default({}),
});
export type ResolveCase = z.infer<typeof ResolveCase>;

/** The only door into the core. The window, the browser and the command line all come through it. */
export const contract = {
  about: {
    get: base.output(
      z.object({
        version: z.string(),
        profiles: z.array(z.object({ id: z.string(), name: z.string() })),
        balancers: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    ),
  },
  faults: { list: base.output(z.array(FaultView)) },
  engines: {
    /** What each case's engine makes of its request. `agrees` is null for an engine that is not known. */
    resolve: base.input(z.object({ cases: z.array(ResolveCase).max(100_000) })).output(
      z.array(
        z.object({
          id: z.string(),
          engine: z.string(),
          actual: z.record(z.string(), z.unknown()),
          agrees: z.boolean().nullable(),
        }),
      ),
    ),
  },
  farm: farmContract,
  practice: {
    /** Sets a farm up, proves it, then plants the faults and proves it again. Answers as soon as it has begun. */
    start: base
      .input(
        z.object({
          nodes: z
            .int()
            .min(2, 'a farm needs two nodes')
            .max(MOST_PRACTICE_NODES, `a practice farm has ${MOST_PRACTICE_NODES} nodes at most`),
          balancer: z.string().max(60),
          profile: z.string().max(60).default('sample'),
          /** Whether a WAF stands before the balancer. */
          waf: z.boolean().default(false),
          /** Whether the proof stops a node to see what clients lose. */
          drill: z.boolean().default(true),
          faults: FaultIds.default([]),
        }),
      )
      .output(practice),
    list: base.output(z.array(practice)),
    get: base.input(practice).output(PracticeView),
    /** Replays every event with a number above `after`, then follows. Ends when the practice farm is gone. */
    events: base.input(practice.extend({ after: z.int().min(0).default(0) })).output(eventIterator(JournalEvent)),
    /** Runs the plan again, which repairs what differs from it, then proves the farm. */
    fix: base.input(practice).output(z.object({})),
    verify: base.input(practice).output(z.object({})),
    plant: base.input(practice.extend({ faults: FaultIds.min(1) })).output(z.object({})),
    /** Acknowledged at once; what runs ends soon after and says what was done and what remains. */
    cancel: base.input(practice).output(z.object({ cancelled: z.boolean() })),
    tearDown: base.input(practice).output(z.object({})),
  },
};
export type Contract = typeof contract;
