import { FarmError } from '../model/errors.ts';
import type { JournalEvent, NewEvent } from '../model/event.ts';
import { type Plan, stepsOf } from '../model/plan.ts';
import { type Selection, selectStages } from '../model/select-stages.ts';
import { foldSteps, noSteps } from './fold-steps.ts';
import { wasCancelled } from './last-proof.ts';
import { latestRun } from './latest-run.ts';

/**
 * Returns what of the plan the last run was to carry out, where it did not come to its end, and an event that tells how far
 * it came. The history is only told: every step is inspected again, and none is skipped because the journal says it is done.
 * @throws FarmError `run.nothing-to-resume`; `input.unknown` where the plan no longer has the page or host of the run
 */
export function runToResume(
  events: readonly JournalEvent[],
  plan: Plan,
): { selection: Selection; prove: boolean; notice: NewEvent } {
  const last = latestRun(events);
  if (last === null) throw nothingToResume('No run was begun with this file.', 'Begin one: farmwright run FILE');
  const { begun, after, selection, prove } = last;
  const done = after.some((event) => event.body.type === 'run.ended' && event.body.outcome === 'done');
  // A run ends with its proof. Where the proof is missing the run was interrupted, also when all its steps are done.
  const proven = after.some((event) => event.body.type === 'verify.ended' && !wasCancelled(event.body.result));
  if (done && (proven || !prove))
    throw nothingToResume('The last run came to its end.', 'Prove the farm: farmwright verify FILE');
  const steps = last.steps ?? selectStages(plan, selection).reduce((sum, stage) => sum + stage.steps.length, 0);
  const { ended, started } = howFar(after, plan);
  return {
    prove,
    selection,
    notice: {
      sentence: `Going on with the run of ${begun.at}: ${ended} of ${steps} steps were done, ${started} under way. Each is looked at again.`,
      body: { type: 'run.resumed', done: ended, started, steps },
    },
  };
}

function howFar(after: readonly JournalEvent[], plan: Plan): { ended: number; started: number } {
  const { all } = foldSteps(noSteps, after);
  const states = stepsOf(plan).map(({ id }) => all[id]?.state ?? 'waiting');
  return {
    ended: states.filter((state) => state === 'done' || state === 'in place').length,
    started: states.filter((state) => state === 'inspecting' || state === 'applying' || state === 'confirming').length,
  };
}

function nothingToResume(message: string, remedy: string): FarmError {
  return new FarmError({ code: 'run.nothing-to-resume', field: 'file', message, remedy });
}
