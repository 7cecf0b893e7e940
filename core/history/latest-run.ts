import type { JournalEvent } from '../model/event.ts';
import type { Selection } from '../runner/select-stages.ts';

/** The run that was begun last. */
export interface BegunRun {
  begun: JournalEvent;
  after: readonly JournalEvent[];
  /** What of the plan it is about. */
  selection: Selection;
  prove: boolean;
  /** How many steps it has; null where its hosts were being reached, and none had been counted. */
  steps: number | null;
}

/**
 * The run that was begun last, from the reaching of its hosts on; null where none was. One that ended before its first
 * step changed nothing, and the one before it is the last.
 */
export function lastBegun(events: readonly JournalEvent[]): BegunRun | null {
  const start = events.findLastIndex(({ body }) => body.type === 'run.started');
  return reachingIn(events.slice(start + 1)) ?? startedAt(events, start);
}

/** What goes on at the end of these events, where it is a run: what of the plan it is about. */
export function goingOn(events: readonly JournalEvent[]): { selection: Selection; prove: boolean } | null {
  const waited = events.findLastIndex(({ body }) => body.type === 'farm.state' && body.state === 'waiting');
  const since = events.slice(waited + 1);
  return lastBegun(since);
}

function reachingIn(events: readonly JournalEvent[]): BegunRun | null {
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

function startedAt(events: readonly JournalEvent[], start: number): BegunRun | null {
  const begun = events[start];
  if (begun?.body.type !== 'run.started') return null;
  const { prove, steps } = begun.body;
  return { begun, after: events.slice(start + 1), selection: given(begun.body), prove: prove !== false, steps };
}

function given({ page, hosts }: { page?: string | undefined; hosts?: string[] | undefined }): Selection {
  return { ...(page === undefined ? {} : { page }), ...(hosts === undefined ? {} : { hosts }) };
}
