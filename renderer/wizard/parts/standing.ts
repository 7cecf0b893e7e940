import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Outcome } from '../../../core/model/check.ts';
import { isGood } from '../../practice/report.ts';

type Seen = Pick<FarmView, 'result' | 'checks' | 'waivers'>;
type Waivers = FarmView['waivers'];

/** How a farm stands in numbers, for go or no-go. */
export interface Standing {
  /** Required checks that failed and that nobody accepted. */
  blocking: number;
  /** Acceptances that hold today. */
  accepted: number;
  /** The first day on which one of them ends; null where there is none. */
  nearest: string | null;
  /** Acceptances that are over. */
  expired: number;
  /** Checks that did not run, could not tell or no longer hold. */
  unverified: number;
}

/**
 * Counts them.
 * @param today `2026-11-30`
 */
export function standingOf({ result, checks, waivers }: Seen, today: string): Standing {
  const outcomes = result?.checks ?? [];
  const asked = new Set(outcomes.map(({ id }) => id));
  const unknown = outcomes.filter(
    ({ verdict }) =>
      verdict === 'could not run' ||
      verdict === 'could not tell' ||
      verdict === 'cancelled' ||
      verdict === 'out of date',
  );
  const holding = waivers.filter(({ until }) => until >= today);
  return {
    blocking: outcomes.filter(
      (outcome) => outcome.verdict === 'fail' && outcome.required && !isAccepted(outcome, holding),
    ).length,
    accepted: holding.length,
    nearest: holding.map(({ until }) => until).toSorted()[0] ?? null,
    expired: waivers.length - holding.length,
    unverified: unknown.length + checks.filter(({ id }) => !asked.has(id)).length,
  };
}

/** Findings that nobody accepted; those that block stand first. */
export function openFindings({ result, waivers }: Seen, today: string): Outcome[] {
  const holding = waivers.filter(({ until }) => until >= today);
  const open = (result?.checks ?? []).filter((outcome) => !isGood(outcome.verdict) && !isAccepted(outcome, holding));
  return open.toSorted((one, other) => Number(isBlocking(other)) - Number(isBlocking(one)));
}

/** A finding that must be mended, or accepted by a person, before the farm is handed over. */
export function isBlocking({ required, verdict }: Outcome): boolean {
  return required && verdict !== 'warning';
}

/** The day it is by universal time, as acceptances count it. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** An acceptance that was given since the last proof stands beside it and not yet in it. */
function isAccepted(outcome: Outcome, waivers: Waivers): boolean {
  return waivers.some(
    ({ check, subject }) =>
      check === outcome.id &&
      (subject?.node === undefined || subject.node === outcome.subject.node) &&
      (subject?.service === undefined || subject.service === outcome.subject.service),
  );
}
