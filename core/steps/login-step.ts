import { type Plan, type Step, stepsOf } from '../model/plan.ts';
import { referencesIn } from '../model/text.ts';

/** Returns the step of a plan that makes the login with this secret as its password; undefined if none does. */
export function loginStep(plan: Plan, secretName: string): Step | undefined {
  return stepsOf(plan).find(({ apply }) =>
    apply.some(
      (action) =>
        action.kind === 'sql' &&
        action.part === 'server' &&
        referencesIn(action.statements).some((one) => 'secretName' in one && one.secretName === secretName),
    ),
  );
}
