import { foldSteps, isAnyStepBegun, noSteps } from '../history/fold-steps.ts';
import { FarmError } from '../model/errors.ts';
import type { JournalEvent } from '../model/event.ts';
import type { Page, Plan } from '../model/plan.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Secret } from '../model/secret.ts';
import type { SiteKind } from '../model/site.ts';
import { secretText } from '../runner/step-inputs.ts';
import { SecretStore } from '../secrets/secret-store.ts';
import { loginStep } from '../steps/login-step.ts';
import { missingSecrets, secretNames, secretPages, secretTitle } from './secret-names.ts';
import { SecretTrials, type Tried } from './secret-trials.ts';

/** A secret of a farm as pages show it: never its value. */
export interface SecretView {
  name: string;
  entered: boolean;
  /** Pages whose steps use it, and that of the proof. */
  pages: Page[];
  /** The login whose password it is; null if it is no such password. */
  account: string | null;
  /** The page whose step makes that login; null if no step does. */
  setOn: Page | null;
  /** Whether that step is still to come: the password is chosen now. */
  anew: boolean;
  /** Null if it is not entered, or is never tried. */
  tried: Tried | null;
}

/** What the secrets of a farm follow from. */
export interface FarmSecretsPorts {
  planned(): { inputs: PlanInputs; plan: Plan };
  kind(): Pick<SiteKind, 'knownSecrets' | 'whoAt'>;
  events(): readonly JournalEvent[];
  /** Shortened HMAC of a text, with the farm's key. */
  hashInputs(text: string): string;
}

/** The secrets of an open farm: which it needs, which were entered, and whether they are right. */
export class FarmSecrets {
  readonly store = new SecretStore();
  readonly trials: SecretTrials;
  readonly #ports: FarmSecretsPorts;

  constructor(ports: FarmSecretsPorts) {
    this.#ports = ports;
    this.trials = new SecretTrials(this.store, () => this.#logins());
  }

  /** Takes secrets into memory. @returns names of those that are still missing */
  give(secrets: Record<string, Secret>): string[] {
    for (const [name, secret] of Object.entries(secrets)) this.store.set(name, secret);
    return this.missing();
  }

  /** Names of the secrets that a run needs and nobody entered. */
  missing(): string[] {
    return missingSecrets(this.#needs, this.store);
  }

  /** Those that were entered, by name, with title and hash. */
  entered(): ReadonlyMap<string, { title: string; hash: string }> {
    const { plan } = this.#ports.planned();
    return new Map(
      secretNames(this.#needs).flatMap((name) => {
        const value = this.store.given(name)?.reveal();
        if (value === undefined) return [];
        return [[name, { title: secretTitle(plan, name), hash: this.#ports.hashInputs(secretText(name, value)) }]];
      }),
    );
  }

  /** What pages show of each secret that people enter. */
  views(): SecretView[] {
    const { inputs, plan } = this.#ports.planned();
    const known = this.#ports.kind().knownSecrets(inputs.farm);
    const { all: steps } = foldSteps(noSteps, this.#ports.events());
    return secretNames(this.#needs)
      .filter((name) => !known.includes(name))
      .map((name) => {
        const sets = loginStep(plan, name);
        return {
          name,
          entered: this.store.given(name) !== undefined,
          pages: [...secretPages(this.#needs, name), 'verify'],
          account: inputs.database.logins(inputs.farm).find(({ secretName }) => secretName === name)?.account ?? null,
          setOn: sets?.page ?? null,
          anew: sets !== undefined && steps[sets.id]?.outcome !== 'done',
          tried: this.trials.of(name),
        };
      });
  }

  /** Whether a password that was entered could be tried now: something was carried out on the hosts that stand. */
  get canTry(): boolean {
    const tried = this.#logins().map(({ secretName }) => this.trials.of(secretName));
    return tried.some((how) => how === 'not yet' || how === 'wrong') && isAnyStepBegun(this.#ports.events());
  }

  /**
   * Refuses other values than those that were entered.
   * @throws FarmError `secret.not-the-same`
   */
  refuseOther(again: Record<string, Secret>): void {
    for (const [name, secret] of Object.entries(again))
      if (this.store.given(name)?.reveal() !== secret.reveal())
        throw new FarmError({
          code: 'secret.not-the-same',
          field: name,
          message: 'This is not the password that was entered before.',
          remedy: 'Enter the same password again.',
        });
  }

  get #needs() {
    const { inputs, plan } = this.#ports.planned();
    return { farm: inputs.farm, plan, kind: this.#ports.kind() };
  }

  #logins() {
    const { farm, database } = this.#ports.planned().inputs;
    return database.logins(farm).filter(({ signIn }) => this.#ports.kind().whoAt(farm, signIn.host) === null);
  }
}
