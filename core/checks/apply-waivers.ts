import type { Outcome } from '../model/check.ts';
import { covers, type Waiver } from '../model/waiver.ts';

/**
 * Outcomes with the waivers that hold today beside them. A waived check has run all the same, and its verdict stays as
 * it is. Only a failure with the cause that was accepted is covered.
 * @param today `2026-11-30`
 */
export function applyWaivers(outcomes: Outcome[], waivers: readonly Waiver[], today: string): Outcome[] {
  return outcomes.map((outcome) => {
    const waiver = waivers.find((candidate) => candidate.until >= today && covers(candidate, outcome));
    if (waiver === undefined) return outcome;
    const { who, why, until } = waiver;
    return { ...outcome, waiver: { who, why, until } };
  });
}
