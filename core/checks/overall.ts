import type { Outcome } from '../model/check.ts';
import type { Overall } from '../model/result.ts';

/**
 * The one verdict. *Ready*: every required check ran and passed or is waived. *Not ready*: a required check failed.
 * *Unknown*: a required check did not run, could not tell, or there is none
 * at all, or the verification was cancelled. Else warnings remain; what nobody
 * consented to was skipped and is no warning.
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
    ({ verdict, required: needed }) =>
      verdict === 'warning' || (!needed && !['pass', 'not applicable', 'skipped'].includes(verdict)),
  ).length;
  const count = `${required.length} required checks`;
  const cancelled = outcomes.filter(({ verdict }) => verdict === 'cancelled').length;
  if (failed > 0) {
    const rest = untold === 0 ? '' : `, ${untold} could not run or tell`;
    return { overall: 'not ready', sentence: `Not ready: ${failed} of ${count} failed${rest}.` };
  }
  // What was cut off is never better than unknown, whatever was asked last.
  if (cancelled > 0)
    return {
      overall: 'unknown',
      sentence: `Unknown: the verification was cancelled, ${cancelled} checks were not judged.`,
    };
  if (untold > 0 || required.length === 0)
    return { overall: 'unknown', sentence: `Unknown: ${untold} of ${count} could not run or tell.` };
  if (waived > 0 || remarks > 0)
    return {
      overall: 'ready with warnings',
      sentence: `Ready with warnings: all ${count} passed or are accepted; ${waived} accepted, ${remarks} others not passed.`,
    };
  return { overall: 'ready', sentence: `Ready: all ${count} passed.` };
}
