import type { VerifyPorts } from '../checks/ports.ts';
import type { Outcome } from '../model/check.ts';
import type { JournalEvent, RecordEvent } from '../model/event.ts';
import { onlyPracticeHosts } from '../model/farm-parts.ts';
import type { PlanInputs } from '../model/plug-ins.ts';
import type { Result } from '../model/result.ts';
import type { RunOutcome } from '../runner/run-plan.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { endDisturbances, openDisturbances } from './end-disturbances.ts';
import type { PracticeWorld } from './parts.ts';
import { proveFarm } from './prove-farm.ts';
import type { KeptWaiver } from './waivers.ts';

/** What a farm is proven with, on the hosts that were reached. */
export interface Proving {
  inputs: PlanInputs;
  world: PracticeWorld;
  secrets: SecretStore;
  /** What happened so far: a disturbance that a crash left is ended first. */
  events: readonly JournalEvent[];
  waivers: readonly KeptWaiver[];
  consent: VerifyPorts['consent'];
  record: RecordEvent;
  /** The run before, where there was one. */
  run?: RunOutcome;
}

/** Proves a farm on its hosts. */
export async function proveHosts(proving: Proving, signal: AbortSignal): Promise<Omit<Result, 'durationsMs'>> {
  const { inputs, world, secrets, events, waivers, consent, record, run } = proving;
  const { farm, profile } = inputs;
  const host = (name: string) => world.host(name, secrets);
  await endDisturbances(openDisturbances(events), inputs, { host, record }, signal);
  const judged: Outcome[] = [];
  return await proveFarm(
    inputs,
    {
      vantage: world.vantage,
      // Nobody works on practice hosts: everything is proven there.
      consent: { drill: consent.drill || onlyPracticeHosts(farm) },
      host,
      findAudit: world.findAudit(farm, profile, secrets),
      record: (event) => {
        if (event.body.type === 'check.judged') judged.push(event.body.outcome);
        record(event);
      },
    },
    { faults: [], judged, signal, waivers, ...(run?.outcome === 'failed' ? { failure: run } : {}) },
  );
}
