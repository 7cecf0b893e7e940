import type { Outcome } from '../model/check.ts';
import type { Proof } from '../model/result.ts';
import type { Observations } from './observations.ts';
import type { Verification } from './ports.ts';
import { titleOf } from './shapes.ts';

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

/** Returns the shapes of requests, and the clients beside each other, that there were none of, as sentences with the reason. */
export function untriedShapes({ farm }: Verification, seen: Observations): string[] {
  const clients = new Set(farm.clientAddresses).size;
  const missing = seen.shapesMissing.map(
    ({ service, shape, why }) => `In ${service} no request in the shape “${titleOf(shape)}” was sent: ${why}.`,
  );
  if (clients > 1) return missing;
  return [...missing, 'Two clients beside each other were not tried: only one client address is known.'];
}
