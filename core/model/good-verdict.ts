import type { Verdict } from './check.ts';

/** True for verdicts after which nobody has to do anything. */
export function isGood(verdict: Verdict): boolean {
  return verdict === 'pass' || verdict === 'not applicable' || verdict === 'skipped';
}
