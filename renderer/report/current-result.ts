import type { FarmView } from '../../core/api/farm-contract.ts';

/** The last result as long as it says something of the farm as it is now; null if there is none that does. */
export function currentResult({
  result,
  proofOutOfDate,
}: Pick<FarmView, 'result' | 'proofOutOfDate'>): FarmView['result'] {
  return proofOutOfDate === null ? result : null;
}
