import type { Outcome, Subject } from './check.ts';

/** A finding that a named person accepts until a day: that of one check and subject, with the cause it had. */
export interface Waiver {
  check: string;
  subject: Subject;
  /** What was found. Null: an earlier version did not note it, and the waiver covers nothing. */
  cause: string | null;
  who: string;
  why: string;
  /** Last day on which it holds, `2026-12-31`. */
  until: string;
}

type Found = Pick<Outcome, 'id' | 'subject' | 'verdict' | 'cause'>;

/** True if the waiver is for this finding. What could not be run or determined is no finding that anybody accepted. */
export function covers(waiver: Waiver, found: Found): boolean {
  return (
    found.verdict === 'fail' &&
    waiver.cause !== null &&
    isForSameFinding(waiver, { check: found.id, subject: found.subject, cause: found.cause })
  );
}

/** True if both are about the same check and subject, and the same was found there. */
export function isForSameFinding(
  one: Pick<Waiver, 'check' | 'subject' | 'cause'>,
  other: Pick<Waiver, 'check' | 'subject' | 'cause'>,
): boolean {
  return (
    one.check === other.check &&
    one.subject.node === other.subject.node &&
    one.subject.service === other.subject.service &&
    withoutMeasures(one.cause) === withoutMeasures(other.cause)
  );
}

/** Tokens, times and durations differ from one proof to the next, whatever is wrong. Numbers of requests count: more is another finding. */
function withoutMeasures(cause: string | null): string | null {
  return (
    cause
      ?.replaceAll(/\bfw-[\w-]+/g, 'fw-…')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?/g, '…')
      .replaceAll(/\b\d+(?:\.\d+)? (ms|s|min)\b/g, '… $1') ?? null
  );
}
