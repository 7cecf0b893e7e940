import type { Outcome, Verdict } from './check.ts';

/** How many checks came to each verdict, in the order in which the verdicts first appear. */
export function countVerdicts(checks: readonly Outcome[]): [Verdict, number][] {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of checks) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts];
}

/** `7 checks: 4 pass, 2 fail, 1 could not run.` */
export function countedVerdicts(checks: readonly Outcome[]): string {
  const counts = countVerdicts(checks).map(([verdict, number]) => `${number} ${verdict}`);
  return `${checks.length === 1 ? '1 check' : `${checks.length} checks`}: ${counts.join(', ') || 'none ran'}.`;
}
