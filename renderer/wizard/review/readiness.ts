import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Outcome } from '../../../core/model/check.ts';
import { currentResult } from '../../report/current-result.ts';
import { isGood } from '../../report/read-result.ts';

export type Seen = Pick<FarmView, 'result' | 'proofOutOfDate' | 'checks' | 'waivers'>;
type Waivers = FarmView['waivers'];

/** How a farm stands in numbers, for go or no-go. */
export interface Standing {
  /** Required checks that failed and that nobody accepted; null where nothing is known of the farm as it is now. */
  blocking: number | null;
  /** Acceptances that hold today. */
  accepted: number;
  /** The first day on which one of them ends; null where there is none. */
  nearest: string | null;
  /** Acceptances that are over. */
  expired: number;
  /** Checks that did not run, could not tell or no longer hold. */
  unverified: number;
  /** How many of those are required. */
  unverifiedRequired: number;
}

/**
 * Counts them.
 * @param today `2026-11-30`
 */
export function standingOf(seen: Seen, today: string): Standing {
  const { checks, waivers } = seen;
  const outcomes = outcomesOf(seen);
  const asked = new Set(outcomes.map(({ id }) => id));
  const unasked = checks.filter(({ id }) => !asked.has(id));
  const unknown = outcomes.filter(
    ({ verdict }) =>
      verdict === 'could not run' ||
      verdict === 'could not tell' ||
      verdict === 'cancelled' ||
      verdict === 'out of date',
  );
  const holding = waivers.filter(({ until }) => until >= today);
  return {
    blocking:
      outcomes.length === 0
        ? null
        : outcomes.filter((outcome) => outcome.verdict === 'fail' && outcome.required && !isAccepted(outcome, holding))
            .length,
    accepted: holding.length,
    nearest: holding.map(({ until }) => until).toSorted()[0] ?? null,
    expired: waivers.length - holding.length,
    unverified: unknown.length + unasked.length,
    unverifiedRequired: [...unknown, ...unasked].filter(({ required }) => required).length,
  };
}

/** Findings that nobody accepted; those that block stand first. */
export function openFindings(seen: Seen, today: string): Outcome[] {
  const holding = seen.waivers.filter(({ until }) => until >= today);
  const open = outcomesOf(seen).filter((outcome) => !isGood(outcome.verdict) && !isAccepted(outcome, holding));
  return open.toSorted((one, other) => Number(isBlocking(other)) - Number(isBlocking(one)));
}

/** What is known of the farm as it is now: nothing, where something changed since the last proof. */
function outcomesOf(seen: Seen): readonly Outcome[] {
  return currentResult(seen)?.checks ?? [];
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
