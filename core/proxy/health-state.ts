/** Up or down, and the number of contrary results in a row. */
export interface HealthState {
  state: 'up' | 'down' | 'unchecked';
  against: number;
}

/** Before the first check. No request goes to an unchecked node. */
export const UNCHECKED: HealthState = { state: 'unchecked', against: 0 };

/**
 * The state after one more result. The first result decides at once; later `fall` failures in a row take a node out
 * and `rise` successes in a row bring it back.
 */
export function afterCheck(before: HealthState, healthy: boolean, limits: { fall: number; rise: number }): HealthState {
  const result = healthy ? 'up' : 'down';
  if (before.state === 'unchecked' || before.state === result) return { state: result, against: 0 };
  const against = before.against + 1;
  const needed = healthy ? limits.rise : limits.fall;
  return against >= needed ? { state: result, against: 0 } : { state: before.state, against };
}
