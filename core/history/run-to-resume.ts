import { stepHistory } from '../journal/step-history.ts';
import { FarmError } from '../model/errors.ts';
import type { JournalEvent, NewEvent } from '../model/event.ts';
import { type Plan, stepsOf } from '../model/plan.ts';
import { type Selection, selectStages } from '../runner/select-stages.ts';
import { wasCancelled } from './cancelled.ts';
import { lastBegun } from './last-begun.ts';

/**
 * What of the plan the last run was about, where it did not reach its end, and an event that tells how far it came. What is
 * done stays done because every step is looked at again; the history is told, and nothing is skipped on its word.
 * @throws FarmError `run.nothing-to-resume`; `input.unknown` where the plan has no longer what the run was about
 */
export function lastRun(
  events: readonly JournalEvent[],
  plan: Plan,
): { selection: Selection; prove: boolean; notice: NewEvent } {
  const last = lastBegun(events);
  if (last === null) throw nothingToResume('No run was begun with this file.', 'Begin one: farmwright run FILE');
  const { begun, after, selection, prove } = last;
  const done = after.some((event) => event.body.type === 'run.ended' && event.body.outcome === 'done');
  // A run ends in the proof: one without it was interrupted, however far its steps came.
  const proven = after.some((event) => event.body.type === 'verify.ended' && !wasCancelled(event.body.result));
  if (done && (proven || !prove))
    throw nothingToResume('The last run came to its end.', 'Prove the farm: farmwright verify FILE');
  const history = stepHistory(after);
  const count = (state: string) => stepsOf(plan).filter(({ id }) => history.get(id)?.state === state).length;
  const [ended, started] = [count('done'), count('started')];
  const steps = last.steps ?? selectStages(plan, selection).reduce((sum, stage) => sum + stage.steps.length, 0);
  return {
    prove,
    selection,
    notice: {
      sentence: `Going on with the run of ${begun.at}: ${ended} of ${steps} steps were done, ${started} under way. Each is looked at again.`,
      body: { type: 'run.resumed', done: ended, started, steps },
    },
  };
}

function nothingToResume(message: string, remedy: string): FarmError {
  return new FarmError({ code: 'run.nothing-to-resume', field: 'file', message, remedy });
}
