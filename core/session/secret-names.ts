import { FarmError } from '../model/errors.ts';
import type { Farm } from '../model/farm.ts';
import { DATABASE_ADMINISTRATOR_PASSWORD } from '../model/hosts.ts';
import { type Page, type Plan, stepsOf } from '../model/plan.ts';
import type { SiteKind } from '../model/site.ts';
import { referencesIn } from '../model/text.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** What of a farm says which secrets Farmwright needs for it. */
export interface SecretNeeds {
  farm: Farm;
  plan: Plan;
  /** A person who works at a host has the secrets for it; some hosts tell secrets themselves. */
  kind: Pick<SiteKind, 'knownSecrets' | 'whoAt'>;
}

/** Names of the secrets that carrying out a plan takes, each once: those its actions refer to, and the database's. */
export function secretNames({ farm, plan, kind }: SecretNeeds): string[] {
  const actions = stepsOf(plan)
    .filter(({ host }) => kind.whoAt(farm, host) === null)
    .flatMap((step) => step.apply);
  const referred = referencesIn(actions);
  const named = referred.flatMap((reference) => ('secretName' in reference ? [reference.secretName] : []));
  const administrator = actions.some(({ kind }) => kind === 'sql') ? [DATABASE_ADMINISTRATOR_PASSWORD] : [];
  return [...new Set([...administrator, ...named])];
}

/** Pages whose steps use a secret, where nobody works by hand, in the plan's order. */
export function secretPages({ farm, plan, kind }: SecretNeeds, name: string): Page[] {
  const pages = stepsOf(plan)
    .filter(({ host }) => kind.whoAt(farm, host) === null)
    .filter(({ apply }) =>
      name === DATABASE_ADMINISTRATOR_PASSWORD
        ? apply.some((action) => action.kind === 'sql')
        : referencesIn(apply).some((reference) => 'secretName' in reference && reference.secretName === name),
    )
    .map(({ page }) => page);
  return [...new Set(pages)];
}

/** What a secret is called in a sentence: the label the plan refers to it by. */
export function secretTitle(plan: Plan, name: string): string {
  if (name === DATABASE_ADMINISTRATOR_PASSWORD) return 'password of the database administrator';
  const references = referencesIn(stepsOf(plan).map((step) => step.apply));
  const reference = references.find((candidate) => 'secretName' in candidate && candidate.secretName === name);
  return reference?.label ?? name;
}

/** Names of the secrets that a run needs and nobody gave. */
export function missingSecrets(needs: SecretNeeds, secrets: SecretStore): string[] {
  const known = needs.kind.knownSecrets(needs.farm);
  return secretNames(needs).filter((name) => secrets.get(name) === undefined && !known.includes(name));
}

/**
 * Refuses to go on while a secret is missing.
 * @throws FarmError `secrets.missing`, which lists the names of all that are missing in its field
 */
export function requireSecrets(needs: SecretNeeds, secrets: SecretStore): void {
  const missing = missingSecrets(needs, secrets);
  if (missing.length === 0) return;
  throw new FarmError({
    code: 'secrets.missing',
    field: missing.join(', '),
    message: `Waiting for ${missing.length === 1 ? 'a secret' : `${missing.length} secrets`}: ${missing.join(', ')}.`,
    remedy:
      'Give them again: secrets are kept in memory only. On the command line: echo \'{"name": "value"}\' | farmwright ... --secrets -',
  });
}
