import type { Outcome } from '../model/check.ts';
import type { Proof } from '../model/result.ts';

/**
 * Returns what was not tried, each a sentence with its reason: checks that nobody allowed, and nodes that no request
 * reached.
 * @param more what else was not tried, such as shapes of requests that cannot be sent
 */
export function notTried(outcomes: readonly Outcome[], proof: readonly Proof[], more: readonly string[]): string[] {
  const skipped = outcomes.filter(({ verdict }) => verdict === 'skipped');
  return [
    ...new Set([
      ...skipped.map(({ title, cause }) => cause ?? `“${title}” was skipped.`),
      ...proof
        .filter(({ token }) => token === '')
        .map(({ service, node }) => `No request through ${service} reached ${node}.`),
      ...more,
    ]),
  ];
}
