import type { VerifyPorts } from '../checks/ports.ts';
import { openDisturbances } from '../history/open-disturbances.ts';
import { readByPeople } from '../history/read-by-people.ts';
import type { Outcome } from '../model/check.ts';
import type { JournalEvent, RecordEvent } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Result } from '../model/result.ts';
import type { Secret } from '../model/secret.ts';
import type { Site } from '../model/site.ts';
import { inspectPlan } from '../runner/inspect-plan.ts';
import type { RunOutcome } from '../runner/run-plan.ts';
import { endDisturbances } from './end-disturbances.ts';
import type { KeptProof } from './kept-proof.ts';
import { type Prover, proveFarm } from './prove-farm.ts';
import type { KeptWaiver } from './waivers.ts';

/** So many requests are sent in a second to hosts that others use. Firewalls for web applications take more for an attack. */
const MOST_PER_SECOND = 10;

/** What a farm is proven with, on the hosts that were reached. */
export interface Proving {
  inputs: PlanInputs;
  site: Site;
  /** What happened so far: a disturbance that a crash left is ended first. */
  events: readonly JournalEvent[];
  waivers: readonly KeptWaiver[];
  consent: VerifyPorts['consent'];
  record: RecordEvent;
  /** Faults that are planted in the farm. */
  faults: string[];
  plan: Plan;
  secret(name: string): Secret | undefined;
  /** The run before, where there was one. */
  run?: RunOutcome | undefined;
  /** The proof that goes on, where its requests were sent already. */
  kept?: KeptProof | undefined;
  prover: Prover;
}

/** Proves a farm on its hosts. @throws ProofKept where people have to answer first */
export async function proveHosts(proving: Proving, signal: AbortSignal): Promise<Omit<Result, 'durationsMs'>> {
  const { inputs, site, events, waivers, consent, record, faults, plan, secret, run, kept, prover } = proving;
  const host = (name: string) => site.host(name);
  await endDisturbances(openDisturbances(events), inputs, { host, record }, signal);
  const judged: Outcome[] = [];
  return await proveFarm(
    inputs,
    {
      vantage: site.vantage,
      // Nobody works on hosts that may be disturbed: everything may be done there.
      ...(site.disturbable
        ? { consent: { ...consent, auditEntries: true, drill: true } }
        : { consent, mostPerSecond: MOST_PER_SECOND }),
      host,
      inspectPlan: (until) => inspectPlan(plan, { host, secret }, until),
      record: (event) => {
        if (event.body.type === 'check.judged') judged.push(event.body.outcome);
        record(event);
      },
    },
    {
      ...{ faults, judged, signal, waivers, kept, prover },
      failure: run?.outcome === 'failed' ? run : undefined,
      readByPeople: readByPeople(events),
    },
  );
}
