import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Stage } from '../../../core/model/plan.ts';

/** Stages of the plan whose page is not done. */
export function openStages({ plan, pages, result, proofOutOfDate }: FarmView): Stage[] {
  // What a proof that holds found amiss is a finding: there is nothing it has to wait for.
  if (result !== null && proofOutOfDate === null) return [];
  return plan.stages.filter(({ page }) =>
    pages.some((standing) => standing.page === page && standing.state !== 'done'),
  );
}
