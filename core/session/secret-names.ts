import { FarmError } from '../model/errors.ts';
import { DATABASE_ADMINISTRATOR_PASSWORD } from '../model/hosts.ts';
import { type Plan, stepsOf } from '../model/plan.ts';
import { referencesIn } from '../model/text.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** Tells whether a person does what is done at a host: that person has the secrets, and Farmwright needs none. */
type IsByPerson = (host: string) => boolean;

/** Names of the secrets that carrying out a plan takes, each once: those its actions refer to, and the database's. */
function secretNames(plan: Plan, isByPerson: IsByPerson): string[] {
  const actions = stepsOf(plan)
    .filter(({ host }) => !isByPerson(host))
    .flatMap((step) => step.apply);
  const referred = referencesIn(actions);
  const named = referred.flatMap((reference) => ('secretName' in reference ? [reference.secretName] : []));
  const administrator = actions.some(({ kind }) => kind === 'sql') ? [DATABASE_ADMINISTRATOR_PASSWORD] : [];
  return [...new Set([...administrator, ...named])];
}

/** What a secret is called in a sentence: the label the plan refers to it by. */
export function secretTitle(plan: Plan, name: string): string {
  if (name === DATABASE_ADMINISTRATOR_PASSWORD) return 'password of the database administrator';
  const references = referencesIn(stepsOf(plan).map((step) => step.apply));
  const reference = references.find((candidate) => 'secretName' in candidate && candidate.secretName === name);
  return reference?.label ?? name;
}

/** Names of the secrets that a run needs and nobody gave. @param known names of those that the hosts tell themselves */
export function missingSecrets(
  plan: Plan,
  secrets: SecretStore,
  known: readonly string[],
  isByPerson: IsByPerson,
): string[] {
  return secretNames(plan, isByPerson).filter((name) => secrets.get(name) === undefined && !known.includes(name));
}

/**
 * Refuses to go on while a secret is missing.
 * @param known names of those that the hosts tell themselves
 * @throws FarmError `secrets.missing`, which lists the names of all that are missing in its field
 */
export function requireSecrets(
  plan: Plan,
  secrets: SecretStore,
  known: readonly string[],
  isByPerson: IsByPerson,
): void {
  const missing = missingSecrets(plan, secrets, known, isByPerson);
  if (missing.length === 0) return;
  throw new FarmError({
    code: 'secrets.missing',
    field: missing.join(', '),
    message: `Waiting for ${missing.length === 1 ? 'a secret' : `${missing.length} secrets`}: ${missing.join(', ')}.`,
    remedy:
      'Give them again: secrets are kept in memory only. On the command line: echo \'{"name": "value"}\' | farmwright ... --secrets -',
  });
}
