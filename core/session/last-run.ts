import { stepHistory } from '../journal/step-history.ts';
import { FarmError } from '../model/errors.ts';
import type { JournalEvent, NewEvent } from '../model/event.ts';
import { type Plan, stepsOf } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import type { Selection } from '../runner/select-stages.ts';

/**
 * What of the plan the last run was about, where it did not reach its end, and an event that tells how far it came. What is
 * done stays done because every step is looked at again; the history is told, and nothing is skipped on its word.
 * @throws FarmError `run.nothing-to-resume`
 */
export function lastRun(
  events: readonly JournalEvent[],
  plan: Plan,
): { selection: Selection; prove: boolean; notice: NewEvent } {
  const start = events.findLastIndex(({ body }) => body.type === 'run.started');
  const body = events[start]?.body;
  const after = events.slice(start + 1);
  const done = after.some((event) => event.body.type === 'run.ended' && event.body.outcome === 'done');
  const prove = body?.type === 'run.started' && body.prove !== false;
  // A run ends in the proof: one without it was interrupted, however far its steps came.
  const proven = after.some((event) => event.body.type === 'verify.ended' && !wasCancelled(event.body.result));
  const finished = done && (proven || !prove);
  if (body?.type !== 'run.started' || finished)
    throw new FarmError({
      code: 'run.nothing-to-resume',
      field: 'file',
      message: start === -1 ? 'No run was begun with this file.' : 'The last run came to its end.',
      remedy: start === -1 ? 'Begin one: farmwright run FILE' : 'Prove the farm: farmwright verify FILE',
    });
  const history = stepHistory(after);
  const count = (state: string) => stepsOf(plan).filter(({ id }) => history.get(id)?.state === state).length;
  const [ended, started] = [count('done'), count('started')];
  const { page, hosts } = body;
  return {
    prove,
    selection: { ...(page === undefined ? {} : { page }), ...(hosts === undefined ? {} : { hosts }) },
    notice: {
      sentence: `Going on with the run of ${events[start]?.at}: ${ended} of ${body.steps} steps were done, ${started} under way. Each is looked at again.`,
      body: { type: 'run.resumed', done: ended, started, steps: body.steps },
    },
  };
}

function wasCancelled({ checks }: Result): boolean {
  return checks.some(({ verdict }) => verdict === 'cancelled');
}
