import { z } from 'zod';
import { Outcome } from './check.ts';
import { Consent } from './consent.ts';
import { Farm } from './farm.ts';
import { eventInPresentForm, inPresentForm } from './first-form.ts';
import { HandIn } from './hand-in.ts';
import { PAGES } from './plan.ts';
import { StoredResult } from './result.ts';

const StepState = z.enum([
  'waiting',
  'inspecting',
  'applying',
  'confirming',
  'handed over',
  'done',
  'in place',
  'failed',
  'cancelled',
]);
export type StepState = z.infer<typeof StepState>;

/** What a farm is busy with; *waiting* when nothing runs, *gone* when it has ended with its hosts and its file. */
export const FarmState = z.enum(['preparing', 'running', 'planting', 'verifying', 'waiting', 'taking down', 'gone']);
export type FarmState = z.infer<typeof FarmState>;

const ErrorShape = z.object({
  code: z.string(),
  field: z.string().nullable(),
  message: z.string(),
  remedy: z.string(),
  at: z.string().optional(),
});

/** HMAC, shortened, of each secret that a step was carried out with, by name: another secret can be seen, and not guessed. */
const SecretHashes = z.record(z.string(), z.string());

/** One thing that happened. `sentence` is the first log depth, `technical` the second, `raw` the third. */
export const EventBody = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run.started'),
    plan: z.string(),
    steps: z.int(),
    /** What was chosen of the plan; the whole of it where neither is given. */
    page: z.string().optional(),
    hosts: z.array(z.string()).optional(),
    /** The answers it was made from; left out where they are not understood any more. */
    farm: z.preprocess(inPresentForm, Farm).optional().catch(undefined),
    /** False: the run ends without a proof. */
    prove: z.boolean().optional(),
  }),
  z.object({ type: z.literal('run.resumed'), done: z.int(), started: z.int(), steps: z.int() }),
  z.object({
    type: z.literal('step.state'),
    step: z.string(),
    state: StepState,
    error: ErrorShape.optional(),
    /** Where it ended: HMAC of all it was made from, secrets included, shortened. */
    inputs: z.string().optional(),
    secrets: SecretHashes.optional(),
  }),
  z.object({
    type: z.literal('step.applying'),
    step: z.string(),
    inputs: z.string(),
    secrets: SecretHashes.optional(),
  }),
  z.object({
    type: z.literal('action.done'),
    step: z.string(),
    action: z.int(),
    outcome: z.enum(['performed', 'in place', 'failed']),
  }),
  z.object({
    type: z.literal('wait.progress'),
    step: z.string(),
    healthy: z.int(),
    times: z.int(),
    elapsedMs: z.number(),
    limitMs: z.number(),
  }),
  z.object({
    type: z.literal('run.ended'),
    /** *waiting*: for what people were asked to do. */
    outcome: z.enum(['done', 'failed', 'cancelled', 'waiting']),
    error: ErrorShape.optional(),
  }),
  HandIn.extend({ type: z.literal('handed.in') }),
  /** A person was asked to look at something; what is handed in answers it. */
  z.object({
    type: z.literal('reading.asked'),
    item: z.string(),
    who: z.string(),
    ask: z.string(),
    script: z.string().nullable(),
    example: z.string(),
  }),
  z.object({ type: z.literal('verify.started'), willSend: z.string() }),
  /** A proof waits for what people were asked. `kept`: what it goes on with, where its requests were sent already. */
  z.object({
    type: z.literal('verify.waiting'),
    kept: z.string().nullable(),
    /** What was allowed when it was begun. */
    consent: Consent,
  }),
  z.object({ type: z.literal('verify.progress'), stage: z.string(), done: z.int(), of: z.int() }),
  z.object({ type: z.literal('check.judged'), outcome: Outcome }),
  z.object({ type: z.literal('exchange') }),
  z.object({ type: z.literal('verify.ended'), result: StoredResult }),
  z.object({
    type: z.literal('farm.state'),
    state: FarmState,
    error: ErrorShape.optional(),
    /** Of *preparing*: what of the plan is carried out once the hosts are reached; the whole of it without page and hosts. */
    chosen: z
      .object({ page: z.string().optional(), hosts: z.array(z.string()).optional(), prove: z.boolean() })
      .optional(),
  }),
  /** A verification takes something away for a while; what is not over when the journal ends was left so by a crash. */
  z.object({
    type: z.literal('disturbance'),
    deed: z.enum(['drained', 'stopped']),
    node: z.string(),
    over: z.boolean(),
  }),
  /** Practice hosts were made anew, or taken away: nothing is on them. All of them, unless they are named. */
  z.object({ type: z.literal('hosts.made'), hosts: z.array(z.string()).optional() }),
  /** A page of the wizard was opened. */
  z.object({ type: z.literal('page.reached'), page: z.enum(PAGES) }),
  z.object({ type: z.literal('answers.changed'), paths: z.array(z.string()) }),
  z.object({ type: z.literal('waiver.added'), check: z.string(), who: z.string(), until: z.string() }),
  /** Faults were planted on purpose. All that are in the farm now are listed. */
  z.object({ type: z.literal('faults.planted'), faults: z.array(z.string()) }),
]);
export type EventBody = z.infer<typeof EventBody>;

/** An event as it stands in the journal. */
export const JournalEvent = z.object({
  farm: z.string(),
  /** Grows by one each time the farm file takes its log in. */
  epoch: z.int(),
  /** Counts from 1 over the farm's whole life; a new epoch goes on counting. */
  seq: z.int(),
  /** ISO 8601, UTC. */
  at: z.string(),
  host: z.string().nullable(),
  page: z.string().nullable(),
  sentence: z.string(),
  technical: z.string().optional(),
  raw: z.string().optional(),
  body: z.preprocess(eventInPresentForm, EventBody),
});
export type JournalEvent = z.infer<typeof JournalEvent>;

/** What a writer says of an event; the journal adds farm, epoch, number and time. */
export type NewEvent = Omit<JournalEvent, 'farm' | 'epoch' | 'seq' | 'at' | 'host' | 'page'> & {
  host?: string | null;
  page?: string | null;
};

/** Where events go. Resolves once the event is kept. */
export type RecordEvent = (event: NewEvent) => void;
