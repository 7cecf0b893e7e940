import type { JournalEvent } from '../model/event.ts';
import type { Selection } from '../model/select-stages.ts';

/** The run that was begun last. */
export interface LatestRun {
  begun: JournalEvent;
  after: readonly JournalEvent[];
  /** The part of the plan that the run carries out. */
  selection: Selection;
  prove: boolean;
  /** How many steps the run has; null where it had not reached its hosts, so that its steps were not counted yet. */
  steps: number | null;
}

/**
 * Returns the run that was begun last, also where it was still reaching its hosts; null where there was no run. A run that
 * ended before its first step changed nothing: the run before it is returned then.
 */
export function latestRun(events: readonly JournalEvent[]): LatestRun | null {
  const start = events.findLastIndex(({ body }) => body.type === 'run.started');
  return reachingIn(events.slice(start + 1)) ?? startedAt(events, start);
}

/**
 * Returns how far the activity that goes on at the end of these events will come: *to the proof* for a run of the whole
 * plan that is to be proven, *something* for every other one.
 */
export function activityUnderWay(events: readonly JournalEvent[]): 'to the proof' | 'something' {
  const waited = events.findLastIndex(({ body }) => body.type === 'farm.state' && body.state === 'waiting');
  const run = latestRun(events.slice(waited + 1));
  return run?.prove && isOfWholePlan(run.selection) ? 'to the proof' : 'something';
}

/** Returns the events before the run that goes on; all events where none goes on. */
export function beforeRunUnderWay(events: readonly JournalEvent[]): readonly JournalEvent[] {
  const begun = events.findLastIndex(({ body }) => body.type === 'run.started');
  const isOver = begun < 0 || events.slice(begun).some(({ body }) => body.type === 'run.ended');
  return isOver ? events : events.slice(0, begun);
}

/** Returns whether a run carries out all of its plan. */
export function isOfWholePlan({
  page,
  hosts,
}: {
  page?: string | undefined;
  hosts?: readonly string[] | undefined;
}): boolean {
  return page === undefined && hosts === undefined;
}

function reachingIn(events: readonly JournalEvent[]): LatestRun | null {
  const state = events.findLast(({ body }) => body.type === 'farm.state')?.body;
  if (state?.type !== 'farm.state' || (state.state !== 'preparing' && state.state !== 'running')) return null;
  const last = events.findLastIndex(({ body }) => body.type === 'farm.state' && body.state === 'preparing');
  const begun = events[last];
  if (begun?.body.type !== 'farm.state') return null;
  const { chosen } = begun.body;
  if (chosen === undefined) return null;
  const { prove, ...selection } = chosen;
  return { begun, after: events.slice(last + 1), selection: given(selection), prove, steps: null };
}

function startedAt(events: readonly JournalEvent[], start: number): LatestRun | null {
  const begun = events[start];
  if (begun?.body.type !== 'run.started') return null;
  const { prove, steps } = begun.body;
  return { begun, after: events.slice(start + 1), selection: given(begun.body), prove: prove !== false, steps };
}

function given({ page, hosts }: { page?: string | undefined; hosts?: string[] | undefined }): Selection {
  return { ...(page === undefined ? {} : { page }), ...(hosts === undefined ? {} : { hosts }) };
}
