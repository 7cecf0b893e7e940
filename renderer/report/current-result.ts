import type { FarmView } from '../../core/api/farm-contract.ts';

/** The last result, if it holds for the current farm; else null. */
export function currentResult({
  result,
  proofOutOfDate,
}: Pick<FarmView, 'result' | 'proofOutOfDate'>): FarmView['result'] {
  return proofOutOfDate === null ? result : null;
}
