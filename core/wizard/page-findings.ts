import type { Verdict } from '../model/check.ts';
import type { PageStanding } from '../model/form.ts';
import type { Page } from '../model/plan.ts';
import { isPromise } from '../model/promise.ts';
import type { Result } from '../model/result.ts';
import { covers, type Waiver } from '../model/waiver.ts';

/** Returns how a page stands with required findings of the proof that it repairs, without those that a waiver covers; none covers the promise. Null if there are none. */
export function pageFindings(
  page: Page,
  { result, waivers, today }: { result: Result | null; waivers: readonly Waiver[]; today: string },
): Required<Pick<PageStanding, 'state' | 'count' | 'because'>> | null {
  if (page === 'verify' || page === 'runbook') return null;
  const holding = waivers.filter(({ until }) => until >= today);
  const open = (result?.checks ?? []).filter(
    (outcome) =>
      outcome.page === page &&
      isOpenFinding(outcome) &&
      (isPromise(outcome.id) || !holding.some((waiver) => covers(waiver, outcome))),
  );
  if (open.length === 0) return null;
  return {
    state: 'needs attention',
    count: open.length,
    because: [...new Set(open.map(({ title, verdict }) => `${title}: ${verdict}.`))],
  };
}

/** Returns whether an outcome is a finding that stands between the farm and *ready*. */
export function isOpenFinding({ id, required, verdict, waiver }: Result['checks'][number]): boolean {
  const needed = isPromise(id) || (required && waiver === undefined);
  return needed && !FINE.includes(verdict);
}

/** Verdicts after which a page needs nothing. What a person cancelled says nothing of a page. */
const FINE: readonly Verdict[] = ['pass', 'warning', 'not applicable', 'cancelled'];
