import type { StepRecord, StepRecords } from '../../core/history/fold-steps.ts';
import type { Outcome } from '../../core/model/check.ts';
import type { ErrorData } from '../../core/model/errors.ts';
import type { EventBody, FarmState, JournalEvent } from '../../core/model/event.ts';
import type { Farm } from '../../core/model/farm.ts';
import type { Overall, Result } from '../../core/model/result.ts';

type BodyOf<T extends EventBody['type']> = Extract<EventBody, { type: T }>;

/** What is known of one step of the plan. */
export type StepProgress = StepRecord;

/** One run of the plan. */
export interface Run {
  startedAt: string;
  endedAt: string | null;
  outcome: BodyOf<'run.ended'>['outcome'] | null;
  error: ErrorData | null;
  /** The answers it carries out; null if they were not written down. */
  farm: Farm | null;
  /** Steps of the plan. */
  total: number;
  /** By step id. A step without an entry waits. */
  steps: StepRecords;
}

/** A verification under way. */
export interface OngoingProof {
  startedAt: string;
  /** What will be sent, where to and how often. */
  willSend: string;
  /** The looks that have begun, in order; all but the last are over. */
  looks: readonly string[];
  /** How many looks there will be. */
  of: number;
  judged: readonly Outcome[];
}

/** A finished verification. */
export interface Proven {
  at: string;
  result: Result;
  /** Faults that were in the farm while it was verified. */
  faults: readonly string[];
  /** True if a run ended well since the verification before: it shows what the repair did. */
  afterRepair: boolean;
}

/** One sentence of what has happened so far. */
export type Chapter = { at: string } & (
  | { kind: 'set up' | 'repaired'; ms: number }
  | { kind: 'stopped'; error: ErrorData }
  | { kind: 'cancelled' }
  | { kind: 'proven'; overall: Overall; checks: number; failed: number }
  | { kind: 'faulted'; faults: readonly string[] }
);

/** All data from events that the pages of a farm show. */
export interface Story {
  /** Number of the last event taken in. */
  seq: number;
  startedAt: string | null;
  state: FarmState;
  /** The error of the last activity. */
  error: ErrorData | null;
  /** The latest run. */
  run: Run | null;
  /** The outcome of every step over all runs, by id. A run of a part of the plan does not change the other steps. */
  steps: StepRecords;
  runs: number;
  /** Null unless one is under way. */
  verification: OngoingProof | null;
  proven: readonly Proven[];
  /** Faults that are in the farm now. */
  faults: readonly string[];
  chapters: readonly Chapter[];
  /** Every event, in order. */
  log: readonly JournalEvent[];
}

/** Before the first event. */
export const noStory: Story = {
  seq: 0,
  startedAt: null,
  state: 'preparing',
  error: null,
  run: null,
  steps: {},
  runs: 0,
  verification: null,
  proven: [],
  faults: [],
  chapters: [],
  log: [],
};
