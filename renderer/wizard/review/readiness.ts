import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Outcome } from '../../../core/model/check.ts';
import { isGood } from '../../../core/model/good-verdict.ts';
import { isPromise } from '../../../core/model/promise.ts';
import { covers } from '../../../core/model/waiver.ts';
import { currentResult } from '../../report/current-result.ts';

export type Seen = Pick<FarmView, 'result' | 'proofOutOfDate' | 'checks' | 'waivers'>;

/** Whether a farm is ready to be handed over, in numbers. */
interface Readiness {
  /** Required checks that failed and have no waiver, and those of the promise that failed at all; null where nothing is known of the farm in its current state. */
  blocking: number | null;
  /** Waivers that are valid today. */
  waived: number;
  /** The first day on which one of them expires; null where there is none. */
  nearest: string | null;
  /** Waivers that have expired. */
  expired: number;
  /** Checks that did not run, could not tell or no longer hold. */
  unverified: number;
  /** How many of those are required. */
  unverifiedRequired: number;
}

/**
 * The readiness of a farm, counted from its last result and its waivers.
 * @param today `2026-11-30`
 */
export function readinessOf(seen: Seen, today: string): Readiness {
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
  const holding = waivers.filter(({ until, cause }) => until >= today && cause !== null);
  return {
    blocking:
      outcomes.length === 0
        ? null
        : outcomes.filter(
            (outcome) =>
              outcome.verdict === 'fail' &&
              (isPromise(outcome.id) || (outcome.required && !holding.some((waiver) => covers(waiver, outcome)))),
          ).length,
    waived: holding.length,
    nearest: holding.map(({ until }) => until).toSorted()[0] ?? null,
    expired: waivers.filter(({ until }) => until < today).length,
    unverified: unknown.length + unasked.length,
    unverifiedRequired: [...unknown, ...unasked].filter(({ required }) => required).length,
  };
}

/** Findings without a waiver, and those of the promise; those that block come first. What a person cancelled is no finding. */
export function openFindings(seen: Seen, today: string): Outcome[] {
  const holding = seen.waivers.filter(({ until }) => until >= today);
  const open = outcomesOf(seen).filter(
    (outcome) =>
      !isGood(outcome.verdict) &&
      outcome.verdict !== 'cancelled' &&
      (isPromise(outcome.id) || !holding.some((waiver) => covers(waiver, outcome))),
  );
  return open.toSorted((one, other) => Number(isBlocking(other)) - Number(isBlocking(one)));
}

/** What is known of the farm as it is now: nothing, where something changed since the last proof. */
function outcomesOf(seen: Seen): readonly Outcome[] {
  return currentResult(seen)?.checks ?? [];
}

/** True for a finding that must be repaired or waived before the farm is handed over. */
function isBlocking({ required, verdict }: Outcome): boolean {
  return required && verdict !== 'warning';
}

/** The day it is by universal time, as waivers count it. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
