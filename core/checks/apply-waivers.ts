import { type AcceptedFinding, isAbout } from '../model/accepted-finding.ts';
import type { Outcome } from '../model/check.ts';

/**
 * Outcomes with the waivers that hold today beside them. A waived check has run all the same, and its verdict stays as
 * it is; a pass needs no waiver.
 * @param today `2026-11-30`
 */
export function applyWaivers(outcomes: Outcome[], waivers: readonly AcceptedFinding[], today: string): Outcome[] {
  return outcomes.map((outcome) => {
    if (outcome.verdict === 'pass' || outcome.verdict === 'not applicable') return outcome;
    const waiver = waivers.find((candidate) => candidate.until >= today && isAbout(candidate, outcome));
    if (waiver === undefined) return outcome;
    const { who, why, until } = waiver;
    return { ...outcome, waiver: { who, why, until } };
  });
}
