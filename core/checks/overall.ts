import type { Outcome } from '../model/check.ts';
import { isGood } from '../model/good-verdict.ts';
import type { Overall } from '../model/result.ts';

/**
 * The one verdict. *Ready*: every required check ran and passed or is waived. *Not ready*: a required check failed.
 * *Unknown*: a required check did not run or has no result, or there is none at all, or the verification was cancelled.
 * Else *ready with warnings* where something remains. A check that is not required and was not allowed is no warning.
 */
export function overallOf(outcomes: Outcome[]): { overall: Overall; sentence: string } {
  const required = outcomes.filter((outcome) => outcome.required && outcome.verdict !== 'not applicable');
  const open = required.filter(
    ({ verdict, waiver }) => verdict !== 'pass' && verdict !== 'warning' && waiver === undefined,
  );
  const failed = open.filter(({ verdict }) => verdict === 'fail').length;
  const untold = open.length - failed;
  const waived = required.filter(({ verdict, waiver }) => verdict !== 'pass' && waiver !== undefined).length;
  const remarks = outcomes.filter(
    ({ verdict, required: needed }) => verdict === 'warning' || (!needed && !isGood(verdict)),
  ).length;
  const count = `${required.length} required checks`;
  const cancelled = outcomes.filter(({ verdict }) => verdict === 'cancelled').length;
  if (failed > 0) {
    const rest = untold === 0 ? '' : `, ${untold} without a result`;
    return { overall: 'not ready', sentence: `Not ready: ${failed} of ${count} failed${rest}.` };
  }
  // A cancelled verification is never better than unknown, whatever was checked by then.
  if (cancelled > 0)
    return {
      overall: 'unknown',
      sentence: `Unknown: the verification was cancelled; ${cancelled} ${cancelled === 1 ? 'check was' : 'checks were'} not run.`,
    };
  if (required.length === 0) return { overall: 'unknown', sentence: 'Unknown: no check is required.' };
  if (untold > 0) return { overall: 'unknown', sentence: `Unknown: ${untold} of ${count} have no result.` };
  if (waived > 0 || remarks > 0)
    return {
      overall: 'ready with warnings',
      sentence: `Ready with warnings: all ${count} passed or are waived; ${waived} waived, ${remarks} ${remarks === 1 ? 'warning' : 'warnings'}.`,
    };
  return { overall: 'ready', sentence: `Ready: all ${count} passed.` };
}
