import { FarmError } from '../model/errors.ts';
import { databaseHost } from '../model/farm-parts.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { PlanInputs } from '../model/profile.ts';
import { referencesIn } from '../model/text.ts';
import { loginStep } from './login-step.ts';

/**
 * Returns the plan with a step before the one that makes the login: its password is changed to the one that was entered.
 * The step is in no other plan: a run has it only when somebody asked for it.
 * @param secretName the secret that is the password
 * @throws FarmError `input.unknown` where the plan makes no login with this password
 */
export function withPasswordChange(plan: Plan, { farm, database }: PlanInputs, secretName: string): Plan {
  const before = loginStep(plan, secretName);
  const password = referencesIn(before?.apply).find(
    (reference) => 'secretName' in reference && reference.secretName === secretName,
  );
  if (before === undefined || password === undefined) throw unknown(secretName);
  const action = database.changePassword(farm, password);
  const step: Step = {
    id: `${before.id}.change-password`,
    title: `Change the password of the login ${farm.serviceAccount}`,
    page: before.page,
    who: 'DBA',
    host: databaseHost(farm).name,
    needs: [],
    makes: [],
    apply: [action],
    confirm: [],
    expected: `${farm.serviceAccount} signs in with the new password, and no longer with the old one.`,
    ifNot: 'Check that the administrator may change this login.',
    undo: { how: action.undo },
  };
  const stages = plan.stages.map((stage) =>
    stage.steps.includes(before)
      ? { ...stage, steps: stage.steps.flatMap((one) => (one === before ? [step, one] : [one])) }
      : stage,
  );
  return { ...plan, stages };
}

function unknown(secretName: string): FarmError {
  return new FarmError({
    code: 'input.unknown',
    field: secretName,
    message: `The plan makes no login with the password «${secretName}».`,
    remedy: 'Name the secret that is the password of the login.',
  });
}
