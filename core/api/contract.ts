import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Subject, Verdict, Waiver } from '../model/check.ts';
import { FarmState, JournalEvent, PracticeState } from '../model/event.ts';
import { Farm } from '../model/farm.ts';
import type { Plan } from '../model/plan.ts';
import { Result } from '../model/result.ts';

const ErrorShape = z.object({
  code: z.string(),
  field: z.string().nullable(),
  remedy: z.string(),
  at: z.string().optional(),
});

/** Every expected failure crosses as `FARM`, with the sentence as message and the rest as data. */
const base = oc.errors({ FARM: { status: 422, data: ErrorShape } });

const FarmId = z.uuid();
const farmOf = z.object({ farm: FarmId });
const FilePath = z.string().min(1).max(4096);

export const FarmView = z.object({
  id: FarmId,
  path: z.string(),
  readOnly: z.boolean(),
  /** What was noticed when the file was opened, as sentences. */
  notices: z.array(z.string()),
  state: FarmState,
  /** Number of the last event. */
  lastEvent: z.int(),
  error: ErrorShape.extend({ message: z.string() }).nullable(),
  farm: Farm,
  plan: z.custom<Plan>(),
  result: Result.nullable(),
  /** Whether the present or last activity of this session ended in that result; else it is an earlier one. */
  proven: z.boolean(),
  waivers: z.array(Waiver.extend({ check: z.string(), subject: Subject.optional() })),
});
export type FarmView = z.infer<typeof FarmView>;

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
      z.object({ version: z.string(), balancers: z.array(z.object({ id: z.string(), name: z.string() })) }),
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
  farm: {
    /** JSON Schema of a profile's answers. */
    schema: base.input(z.object({ profile: z.string().max(60) })).output(z.record(z.string(), z.unknown())),
    /** Makes a farm file from answers; without any, of a practice farm as it comes. */
    create: base
      .input(z.object({ path: FilePath, profile: z.string().max(60), answers: z.unknown() }))
      .output(z.object({ path: z.string() })),
    /** Puts the last good copy in the place of a damaged file, which is kept under the name that is answered. */
    restore: base.input(z.object({ path: FilePath })).output(z.object({ damaged: z.string().nullable() })),
    /** Opens a farm file; for writing it is locked until it is closed. */
    open: base.input(z.object({ path: FilePath, write: z.boolean() })).output(farmOf),
    get: base.input(farmOf).output(FarmView),
    events: base.input(farmOf.extend({ after: z.int().min(0).default(0) })).output(eventIterator(JournalEvent)),
    /** Carries out the plan or a part of it, then proves the farm. Answers as soon as it has begun. */
    run: base
      .input(
        farmOf.extend({
          page: z.string().max(60).optional(),
          hosts: z.array(z.string().max(63)).max(100).optional(),
          drill: z.boolean().default(false),
        }),
      )
      .output(z.object({})),
    /** Goes on with the run that was interrupted. */
    resume: base.input(farmOf.extend({ drill: z.boolean().default(false) })).output(z.object({})),
    verify: base.input(farmOf.extend({ drill: z.boolean().default(false) })).output(z.object({})),
    runbook: base.input(farmOf.extend({ format: z.enum(['md', 'html']) })).output(z.object({ text: z.string() })),
    waive: base
      .input(
        farmOf.extend({
          check: z.string(),
          node: z.string().optional(),
          service: z.string().optional(),
          who: z.string(),
          why: z.string(),
          until: z.string(),
        }),
      )
      .output(z.object({})),
    cancel: base.input(farmOf).output(z.object({ cancelled: z.boolean() })),
    close: base.input(farmOf).output(z.object({})),
  },
  practice: {
    /** Sets a farm up, proves it, then plants the faults and proves it again. Answers as soon as it has begun. */
    start: base
      .input(
        z.object({
          nodes: z.int().min(2, 'a farm needs two nodes').max(50, 'a practice farm has 50 nodes at most'),
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
