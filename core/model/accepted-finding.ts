import type { Outcome, Subject } from './check.ts';

/** A finding that a named person accepts until a day; without a subject, wherever the check finds it. */
export interface AcceptedFinding {
  check: string;
  subject?: Subject | undefined;
  who: string;
  why: string;
  /** Last day on which it holds, `2026-12-31`. */
  until: string;
}

/** True where the finding is the one that was accepted. */
export function isAbout({ check, subject }: AcceptedFinding, outcome: Pick<Outcome, 'id' | 'subject'>): boolean {
  return (
    check === outcome.id &&
    (subject?.node === undefined || subject.node === outcome.subject.node) &&
    (subject?.service === undefined || subject.service === outcome.subject.service)
  );
}
