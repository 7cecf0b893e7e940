import type { Plan } from '../../../core/model/plan.ts';
import { makePlan } from '../../../core/planner/make-plan.ts';
import type { RunbookInputs } from '../../../core/runbook/render-runbook.ts';
import { exampleFarm, exampleVerification } from '../../support/healthy-scene.ts';

/** What the runbook of the example farm is made from, never verified, with changes. */
export function exampleRunbook(
  changes: Partial<RunbookInputs> & { plan?: Plan } = {},
  product = 'bundled',
): RunbookInputs {
  const inputs = exampleVerification({ ...(changes.farm ?? exampleFarm()), balancer: product });
  const { farm, profile, balancer, ipDetection } = inputs;
  return {
    farm,
    profile,
    balancer,
    ipDetection,
    plan: makePlan(inputs),
    result: null,
    proof: null,
    waivers: [],
    ...changes,
  };
}
