import { foldSteps } from '../../core/history/fold-steps.ts';
import type { EventBody, FarmState, JournalEvent } from '../../core/model/event.ts';
import type { Result } from '../../core/model/result.ts';
import type { Chapter, OngoingProof, Run, Story } from './story.ts';

/**
 * The story after further events. Events that are already included are skipped, so that a stream may be resumed
 * from any number at or below the last one.
 */
export function foldEvents(story: Story, events: readonly JournalEvent[]): Story {
  let last = story.seq;
  const fresh = events.filter((event) => {
    if (event.seq <= last) return false;
    last = event.seq;
    return true;
  });
  if (fresh.length === 0) return story;
  const own = new WeakSet<object>();
  const folded = fresh.reduce((before, event) => ({ ...foldBody(before, event, own), seq: event.seq }), story);
  const told = { ...folded, startedAt: story.startedAt ?? fresh[0]?.at ?? null, log: [...story.log, ...fresh] };
  return withSteps(told, story, fresh);
}

function withSteps(told: Story, { run, steps }: Story, fresh: readonly JournalEvent[]): Story {
  const { all, ofRun } = foldSteps({ all: steps, ofRun: run?.steps ?? {}, farm: run?.farm ?? null }, fresh);
  return { ...told, steps: all, run: told.run === null ? null : { ...told.run, steps: ofRun } };
}

/** Objects copied in this fold. Only this fold has them, so they are changed in place instead of copied for every event. */
type Own = WeakSet<object>;

function foldBody(story: Story, { body, at }: JournalEvent, own: Own): Story {
  switch (body.type) {
    case 'run.started':
      return { ...story, run: newRun(body.steps, body.farm ?? null, at), runs: story.runs + 1 };
    case 'run.ended':
      return endRun(story, body, at);
    case 'verify.started':
      return { ...story, verification: { startedAt: at, willSend: body.willSend, looks: [], of: 0, judged: [] } };
    case 'verify.progress':
      return withVerification(story, at, (seen) => ({ ...seen, of: body.of, looks: withLook(seen.looks, body.stage) }));
    case 'check.judged':
      return withVerification(story, at, (seen) => {
        const judged = ownCopy(seen.judged, own);
        judged.push(body.outcome);
        return { ...seen, judged };
      });
    case 'verify.ended':
      return endVerification(story, body.result, at);
    case 'faults.planted':
      return withChapter({ ...story, faults: body.faults }, { at, kind: 'faulted', faults: body.faults });
    case 'farm.state':
      return inState(story, body.state, body.error);
    case 'run.resumed':
      return resumeRun(story, body.steps, at);
    case 'hosts.made':
    case 'step.applying':
    case 'step.state':
    case 'action.done':
    case 'wait.progress':
    case 'exchange':
    case 'handed.in':
    case 'verify.waiting':
    case 'reading.asked':
    case 'disturbance':
    case 'waiver.added':
    case 'page.reached':
    case 'answers.changed':
      return story;
  }
}

function inState(story: Story, state: FarmState, error: Story['error'] | undefined): Story {
  return { ...story, state, error: error ?? null, verification: state === 'verifying' ? story.verification : null };
}

/** Keeps the completed steps of the interrupted run. */
function resumeRun(story: Story, steps: number, at: string): Story {
  const run = story.run ?? newRun(steps, null, at);
  return { ...story, run: { ...run, endedAt: null, outcome: null, error: null, total: steps }, runs: story.runs + 1 };
}

function newRun(total: number, farm: Run['farm'], startedAt: string): Run {
  return { startedAt, endedAt: null, outcome: null, error: null, farm, total, steps: {} };
}

function ownCopy<T>(list: readonly T[], own: Own): T[] {
  const copy = own.has(list) ? (list as T[]) : [...list];
  own.add(copy);
  return copy;
}

function endRun(story: Story, body: Extract<EventBody, { type: 'run.ended' }>, at: string): Story {
  if (story.run === null) return story;
  const error = body.error ?? null;
  const ended: Story = { ...story, run: { ...story.run, endedAt: at, outcome: body.outcome, error } };
  // Nothing is set up yet: people were asked.
  if (body.outcome === 'waiting') return ended;
  if (body.outcome === 'cancelled') return withChapter(ended, { at, kind: 'cancelled' });
  if (body.outcome === 'failed') return error === null ? ended : withChapter(ended, { at, kind: 'stopped', error });
  const kind = story.proven.length === 0 ? 'set up' : 'repaired';
  const ms = Date.parse(at) - Date.parse(story.run.startedAt);
  // A run that ends well has put back whatever differed from the plan, planted faults among it.
  return withChapter({ ...ended, faults: [] }, { at, kind, ms });
}

function withVerification(story: Story, at: string, change: (seen: OngoingProof) => OngoingProof): Story {
  const seen = story.verification ?? { startedAt: at, willSend: '', looks: [], of: 0, judged: [] };
  return { ...story, verification: change(seen) };
}

/** The order of looks never changes while someone reads. */
function withLook(looks: OngoingProof['looks'], look: string): OngoingProof['looks'] {
  return looks.includes(look) ? looks : [...looks, look];
}

function endVerification(story: Story, result: Result, at: string): Story {
  const afterRepair = story.chapters.at(-1)?.kind === 'repaired';
  const proven = [...story.proven, { at, result, faults: story.faults, afterRepair }];
  const required = result.checks.filter((check) => check.required);
  return withChapter(
    { ...story, proven, verification: null },
    {
      at,
      kind: 'proven',
      overall: result.overall,
      checks: result.checks.length,
      failed: required.filter((check) => check.verdict === 'fail').length,
    },
  );
}

function withChapter(story: Story, chapter: Chapter): Story {
  return { ...story, chapters: [...story.chapters, chapter] };
}
