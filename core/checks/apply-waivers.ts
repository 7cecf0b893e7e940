import type { Outcome, Subject } from '../model/check.ts';

/** A finding that a named person has accepted. */
export interface AcceptedFinding {
  check: string;
  /** Without one, the finding is accepted for every subject. */
  subject?: Subject | undefined;
  who: string;
  why: string;
  /** Last day on which it holds, `2026-12-31`. */
  until: string;
}

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

function isAbout({ check, subject }: AcceptedFinding, outcome: Outcome): boolean {
  return (
    check === outcome.id &&
    (subject?.node === undefined || subject.node === outcome.subject.node) &&
    (subject?.service === undefined || subject.service === outcome.subject.service)
  );
}
