import type { Outcome, Subject } from './check.ts';

/** A finding that a named person accepts until a day. Without a subject it covers every finding of the check. */
export interface Waiver {
  check: string;
  subject?: Subject | undefined;
  who: string;
  why: string;
  /** Last day on which it holds, `2026-12-31`. */
  until: string;
}

/** True if the waiver is for this finding. */
export function covers({ check, subject }: Waiver, outcome: Pick<Outcome, 'id' | 'subject'>): boolean {
  return (
    check === outcome.id &&
    (subject?.node === undefined || subject.node === outcome.subject.node) &&
    (subject?.service === undefined || subject.service === outcome.subject.service)
  );
}
