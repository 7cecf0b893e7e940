import { causesOf, type RunFailure } from '../checks/causes/index.ts';
import { checksOf } from '../checks/index.ts';
import { noObservations } from '../checks/observations.ts';
import type { Outcome } from '../model/check.ts';
import { withOffset } from '../model/moment.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Result } from '../model/result.ts';
import { aboutFarm, type Prover, verificationOf } from './prove-farm.ts';

/** Returns the result of a run that failed and was not followed by a proof: *not ready*, with the failed step as the cause. */
export function unprovenResult(inputs: PlanInputs, failure: RunFailure, prover: Prover): Omit<Result, 'durationsMs'> {
  const { profile } = inputs;
  const now = withOffset(new Date());
  const { title: failed, host } = failure.step;
  const checks = checksOf(profile).map(
    ({ id, title, required, clause, page }): Outcome => ({
      ...{ id, title, required, clause, page },
      subject: {},
      verdict: 'could not run',
      cause: `“${title}” was not run, because “${failed}” failed on ${host}.`,
      remedy: 'Correct that step, then resume the run.',
      evidence: {},
      causedBy: null,
    }),
  );
  return {
    schema: 'farmwright-result/2',
    began: now,
    ended: now,
    ...prover,
    ...aboutFarm(inputs),
    overall: 'not ready',
    sentence: `Not ready: the run ended at “${failed}” on ${host}, and no check was run.`,
    requests: null,
    notTried: [],
    readByPeople: [],
    faults: [],
    proof: [],
    spoof: [],
    checks,
    causes: causesOf(verificationOf(inputs, ''), noObservations(), checks, failure),
  };
}
