import type { EventBody, FarmState, JournalEvent } from '../../core/model/event.ts';
import type { Result } from '../../core/model/result.ts';
import type { Chapter, Run, StepProgress, Story, Verification } from './story.ts';

/**
 * The story after further events. Events that were taken in before are passed over, so that a stream may be resumed
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
  return { ...folded, startedAt: story.startedAt ?? fresh[0]?.at ?? null, log: [...story.log, ...fresh] };
}

/** What was copied since this fold began. Nobody else has it yet, so that it is changed in place and not copied for every event. */
type Own = WeakSet<object>;

function foldBody(story: Story, { body, at, host }: JournalEvent, own: Own): Story {
  switch (body.type) {
    case 'run.started':
      return { ...story, run: newRun(body.steps, at), runs: story.runs + 1 };
    case 'step.applying':
      return withStep(story, body.step, own, (step) => ({ ...step, host, startedAt: step.startedAt ?? at }));
    case 'step.state':
      return withStep(story, body.step, own, (step) => ({
        ...step,
        host,
        state: body.state,
        startedAt: step.startedAt ?? (body.state === 'waiting' ? null : at),
        endedAt: ENDED.has(body.state) ? at : null,
        error: body.error ?? null,
      }));
    case 'action.done':
      return withStep(story, body.step, own, (step) => ({
        ...step,
        actions: { ...step.actions, [body.action]: body.outcome },
      }));
    case 'wait.progress': {
      const { healthy, times, elapsedMs, limitMs } = body;
      return withStep(story, body.step, own, (step) => ({ ...step, wait: { healthy, times, elapsedMs, limitMs } }));
    }
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
      return withoutSteps(story, body.hosts ?? null);
    case 'exchange':
    case 'disturbance':
    case 'finding.accepted':
    case 'page.reached':
    case 'answers.changed':
      return story;
  }
}

function inState(story: Story, state: FarmState, error: Story['error'] | undefined): Story {
  return { ...story, state, error: error ?? null, verification: state === 'verifying' ? story.verification : null };
}

/** What the interrupted run had done stays in it. */
function resumeRun(story: Story, steps: number, at: string): Story {
  const run = story.run ?? newRun(steps, at);
  return { ...story, run: { ...run, endedAt: null, outcome: null, error: null, total: steps }, runs: story.runs + 1 };
}

const ENDED: ReadonlySet<string> = new Set(['done', 'in place', 'failed', 'cancelled']);

function newRun(total: number, startedAt: string): Run {
  return { startedAt, endedAt: null, outcome: null, error: null, total, steps: {} };
}

const WAITING: StepProgress = {
  host: null,
  state: 'waiting',
  startedAt: null,
  endedAt: null,
  wait: null,
  actions: {},
  error: null,
};

function withStep(story: Story, id: string, own: Own, change: (step: StepProgress) => StepProgress): Story {
  if (story.run === null) return story;
  const step = change(story.run.steps[id] ?? WAITING);
  const [ofRun, ofAll] = [ownEntries(story.run.steps, own), ownEntries(story.steps, own)];
  ofRun[id] = step;
  ofAll[id] = step;
  return { ...story, run: { ...story.run, steps: ofRun }, steps: ofAll };
}

/** On new hosts nothing is done, whatever was done on those of the same names. */
function withoutSteps(story: Story, hosts: readonly string[] | null): Story {
  const left = (steps: Run['steps']): Run['steps'] =>
    hosts === null
      ? {}
      : Object.fromEntries(Object.entries(steps).filter(([, { host }]) => !hosts.includes(host ?? '')));
  return {
    ...story,
    run: story.run === null ? null : { ...story.run, steps: left(story.run.steps) },
    steps: left(story.steps),
  };
}

function ownEntries<T>(entries: Readonly<Record<string, T>>, own: Own): Record<string, T> {
  const copy = own.has(entries) ? entries : { ...entries };
  own.add(copy);
  return copy;
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
  if (body.outcome === 'cancelled') return withChapter(ended, { at, kind: 'cancelled' });
  if (body.outcome === 'failed') return error === null ? ended : withChapter(ended, { at, kind: 'stopped', error });
  const kind = story.proven.length === 0 ? 'set up' : 'repaired';
  const ms = Date.parse(at) - Date.parse(story.run.startedAt);
  // A run that ends well has put back whatever differed from the plan, planted faults among it.
  return withChapter({ ...ended, faults: [] }, { at, kind, ms });
}

function withVerification(story: Story, at: string, change: (seen: Verification) => Verification): Story {
  const seen = story.verification ?? { startedAt: at, willSend: '', looks: [], of: 0, judged: [] };
  return { ...story, verification: change(seen) };
}

/** The order of looks never changes while someone reads. */
function withLook(looks: Verification['looks'], look: string): Verification['looks'] {
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
