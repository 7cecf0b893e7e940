import type { Consent } from '../model/consent.ts';
import { type Check, type Judgement, notPass } from './check.ts';
import { type Look, withNeeds } from './look.ts';
import { LOOKS } from './looks/index.ts';

/** Returns the looks that these checks need and that are allowed, in the order in which they run. */
export function looksOf(checks: readonly Check[], consent: Consent): Look[] {
  const wanted = withNeeds(checks.filter((check) => refusal(check, consent) === null).flatMap(({ needs }) => needs));
  return LOOKS.filter((look) => wanted.has(look));
}

/** Returns *skipped* for a check whose looks nobody allowed, with how to allow them; null for a check that may run. */
export function refusal({ title, needs }: Check, consent: Consent): Judgement | null {
  const effects = new Set([...withNeeds(needs)].map(({ effect }) => effect));
  if (effects.has('disturbs') && !consent.drill)
    return notPass(
      'skipped',
      {},
      {
        cause: `“${title}” was not run, because it stops a node and that was not allowed.`,
        remedy: 'When the farm may be disturbed, verify with --drill.',
      },
    );
  if (effects.has('leaves audit entries') && !consent.auditEntries)
    return notPass(
      'skipped',
      {},
      {
        cause: `“${title}” was not run, because it leaves entries in the audit record and that was not allowed.`,
        remedy: 'Verify with --yes, which allows audit entries. They all begin with fw-.',
      },
    );
  return null;
}
