import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Stage } from '../../../core/model/plan.ts';
import { currentResult } from '../../report/current-result.ts';

/** Stages of the plan whose page is not done. */
export function openStages(view: FarmView): Stage[] {
  // What a proof that holds found amiss is a finding: there is nothing it has to wait for.
  if (currentResult(view) !== null) return [];
  return view.plan.stages.filter(({ page }) =>
    view.pages.some((standing) => standing.page === page && standing.state !== 'done'),
  );
}
