import type { RecordEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import type { Plan } from '../model/plan.ts';
import type { Secret } from '../model/secret.ts';
import type { Selection } from '../model/select-stages.ts';
import type { Site } from '../model/site.ts';
import { type RunOutcome, runPlan } from '../runner/run-plan.ts';
import { inputHasher } from '../secrets/input-hasher.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/** What a plan is carried out with, on the hosts that were reached. */
export interface Running {
  plan: Plan;
  farm: Farm;
  site: Site;
  secrets: SecretStore;
  inputKey: Secret;
  record: RecordEvent;
  /** Whether a proof follows. */
  prove: boolean;
}

/** Carries out a plan, or a part of it, on its hosts. */
export function runHosts(running: Running, signal: AbortSignal, selection: Selection): Promise<RunOutcome> {
  const { plan, farm, site, secrets, inputKey, record, prove } = running;
  return runPlan(
    plan,
    {
      host: (name) => site.host(name),
      vantage: site.vantage,
      wizardAddress: farm.wizardAddress,
      record,
      hashInputs: inputHasher(inputKey),
      secret: (name) => secrets.get(name),
      about: { farm, prove },
    },
    signal,
    selection,
  );
}
