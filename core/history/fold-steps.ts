import type { ErrorData } from '../model/errors.ts';
import type { EventBody, JournalEvent, StepState } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import { emptiedHosts } from './emptied-hosts.ts';

type BodyOf<T extends EventBody['type']> = Extract<EventBody, { type: T }>;

/** What the journal tells of one step. */
export interface StepRecord {
  /** The host of its last event; null where the event named none. */
  host: string | null;
  /** How far the step is in the last run that came to it. */
  state: StepState;
  /** ISO time it began in that run; null while it waits. */
  startedAt: string | null;
  endedAt: string | null;
  /** Successful health checks in a row, and time against the timeout. */
  wait: Pick<BodyOf<'wait.progress'>, 'healthy' | 'times' | 'elapsedMs' | 'limitMs'> | null;
  /** By the action's place in the step. */
  actions: Readonly<Record<number, BodyOf<'action.done'>['outcome']>>;
  error: ErrorData | null;
  /**
   * What all runs together left on the host. A step that was done, or that failed, stays so while a later run only
   * inspects it; from the first change on it is *started*, until it ends again. *Handed over*: a person has it.
   */
  outcome: 'started' | 'handed over' | 'done' | 'failed' | 'cancelled';
  /** Answers of the run that led to the outcome; null in runs whose answers were not written down. */
  farm: Farm | null;
  /** The page that the step belonged to in that run. */
  page: string | null;
  /** HMAC of what the step was made from, shortened; null where the step ended before that was known. */
  inputs: string | null;
  /** HMAC of each secret it was carried out with, by name. */
  secrets: Readonly<Record<string, string>>;
}

/** Steps by id, in the order in which they were begun first. */
export type StepRecords = Readonly<Record<string, StepRecord>>;

/** What the journal tells of all steps. */
export interface StepHistory {
  /** Steps of all runs. */
  all: StepRecords;
  /** Those that the last run came to. A step has the same record here and in `all`. */
  ofRun: StepRecords;
  /** Answers of the last run. */
  farm: Farm | null;
}

/** Before the first event. */
export const noSteps: StepHistory = { all: {}, ofRun: {}, farm: null };

/**
 * Returns the history of steps after further events. The history given is left as it was, and is returned itself where
 * no event is about steps. On hosts that are new or gone nothing is done: their steps are left out.
 */
export function foldSteps(history: StepHistory, events: readonly JournalEvent[]): StepHistory {
  const copies: Copies = new WeakSet();
  return events.reduce((before, event) => afterEvent(before, event, copies), history);
}

/** Returns whether any step was begun on the hosts that stand now. */
export function isAnyStepBegun(events: readonly JournalEvent[]): boolean {
  return Object.keys(foldSteps(noSteps, events).all).length > 0;
}

/** Histories and records that this fold copied. Nobody else has them yet, so they are changed in place: a copy per event would be slow. */
type Copies = WeakSet<object>;
type Changeable<T> = { -readonly [K in keyof T]: T[K] };
type ChangeableRecord = Omit<StepRecord, 'actions'> & { actions: Changeable<StepRecord['actions']> };

function afterEvent(before: StepHistory, event: JournalEvent, copies: Copies): StepHistory {
  const { body } = event;
  const emptied = emptiedHosts(body);
  if (emptied !== null) return withoutHosts(before, emptied, copies);
  if (body.type === 'run.started')
    return kept({ all: ownHistory(before, copies).all, ofRun: {}, farm: body.farm ?? null }, copies);
  if (!('step' in body)) return before;
  const history = ownHistory(before, copies);
  const step = recordToChange(history, body.step, event, copies);
  step.host = event.host;
  const comeTo = (outcome: StepRecord['outcome']) =>
    Object.assign(step, { outcome, farm: history.farm, page: event.page });
  switch (body.type) {
    case 'step.applying':
      step.inputs = body.inputs;
      step.secrets = body.secrets ?? {};
      enter(step, 'applying', event.at);
      comeTo('started');
      break;
    case 'step.state':
      enter(step, body.state, event.at);
      step.error = body.error ?? null;
      step.inputs = body.inputs ?? step.inputs;
      step.secrets = body.secrets ?? step.secrets;
      if (body.state === 'done' || body.state === 'in place') comeTo('done');
      else if (body.state === 'failed' || body.state === 'handed over') comeTo(body.state);
      else if (body.state === 'applying' || body.state === 'confirming') comeTo('started');
      else if (body.state === 'cancelled' && step.outcome === 'started') comeTo('cancelled');
      break;
    case 'action.done':
      step.actions[body.action] = body.outcome;
      break;
    case 'wait.progress':
      step.wait = { healthy: body.healthy, times: body.times, elapsedMs: body.elapsedMs, limitMs: body.limitMs };
      break;
  }
  return history;
}

const ENDED: ReadonlySet<StepState> = new Set(['handed over', 'done', 'in place', 'failed', 'cancelled']);

function enter(step: ChangeableRecord, state: StepState, at: string): void {
  step.state = state;
  step.startedAt ??= state === 'waiting' ? null : at;
  step.endedAt = ENDED.has(state) ? at : null;
  step.error = null;
}

/** Returns the record of a step as a copy that may be changed. In a new run the step begins anew; what earlier runs left stays. */
function recordToChange(history: StepHistory, id: string, { page }: JournalEvent, copies: Copies): ChangeableRecord {
  const known = history.ofRun[id];
  if (known !== undefined && copies.has(known)) return known;
  const earlier = history.all[id] ?? { outcome: 'started', farm: history.farm, page, inputs: null, secrets: {} };
  const record =
    known === undefined ? { ...earlier, ...NOT_BEGUN, actions: {} } : { ...known, actions: { ...known.actions } };
  copies.add(record);
  (history.all as Record<string, StepRecord>)[id] = record;
  (history.ofRun as Record<string, StepRecord>)[id] = record;
  return record;
}

const NOT_BEGUN = { host: null, state: 'waiting', startedAt: null, endedAt: null, wait: null, error: null } as const;

function withoutHosts(history: StepHistory, hosts: readonly string[] | 'all', copies: Copies): StepHistory {
  const left = (steps: StepRecords): StepRecords =>
    hosts === 'all'
      ? {}
      : Object.fromEntries(Object.entries(steps).filter(([, { host }]) => !hosts.includes(host ?? '')));
  return kept({ ...history, all: left(history.all), ofRun: left(history.ofRun) }, copies);
}

function ownHistory(history: StepHistory, copies: Copies): StepHistory {
  if (copies.has(history)) return history;
  return kept({ ...history, all: { ...history.all }, ofRun: { ...history.ofRun } }, copies);
}

function kept(history: StepHistory, copies: Copies): StepHistory {
  copies.add(history);
  return history;
}
