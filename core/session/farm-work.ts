import type { VerifyPorts } from '../checks/ports.ts';
import type { FarmFile } from '../farm-file/farm-file.ts';
import { handIns } from '../history/hand-ins.ts';
import { hostsToMake } from '../history/hosts-to-make.ts';
import { plantedFaults } from '../history/planted-faults.ts';
import { waitingProof } from '../history/waiting-proof.ts';
import type { Journal } from '../journal/journal.ts';
import type { NewEvent, RecordEvent } from '../model/event.ts';
import { pick } from '../model/pick.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Result } from '../model/result.ts';
import type { Selection } from '../model/select-stages.ts';
import { type Reaching, SITE_LOST, type Site, type SiteHosts, type SiteKind } from '../model/site.ts';
import type { RunOutcome } from '../runner/run-plan.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Activity, ActivityEnd } from './activity.ts';
import { type KeptProof, ProofKept, readKeptProof, writeKeptProof } from './kept-proof.ts';
import type { Parts } from './parts.ts';
import { keepDurations, noDurations } from './phase-durations.ts';
import { proveHosts } from './prove-hosts.ts';
import { runHosts } from './run-hosts.ts';
import { requireSecrets } from './secret-names.ts';
import { settledPool } from './settled-pool.ts';
import { unprovenResult } from './unproven-result.ts';

/** What of the plan is carried out, whether a proof follows, and what is planted where that proof is good. */
export type Part = Selection & { prove: boolean; faults: readonly string[] };

/** What the work on the hosts of an open farm uses. */
export interface WorkPorts {
  parts: Pick<Parts, 'faults'>;
  file: FarmFile;
  journal: Journal;
  secrets: SecretStore;
  kind: SiteKind;
  hosts: SiteHosts;
  /** The answers as they are now, with their plan. */
  planned(): { inputs: PlanInputs; plan: Plan };
  record: RecordEvent;
  activity: Pick<Activity, 'enter'>;
}

type Consent = VerifyPorts['consent'];

/** One activity on the hosts of a farm: its plan is carried out, faults are planted, the farm is proven. */
export class FarmWork {
  readonly #ports: WorkPorts;
  readonly #begun = performance.now();
  readonly #durations = noDurations();
  #proven: Result | null = null;

  constructor(ports: WorkPorts) {
    this.#ports = ports;
  }

  /** Whether a proof came to its result. */
  get hasProven(): boolean {
    return this.#proven !== null;
  }

  /** Carries out the plan or a part of it, and what is to follow. */
  async run({ prove, faults, ...selection }: Part, consent: Consent, signal: AbortSignal): Promise<ActivityEnd> {
    const run = await this.#carryOut(selection, prove, signal);
    if (run.outcome === 'waiting') return 'waiting';
    if (!prove) return 'ended';
    if (run.outcome === 'failed' && this.#hasPeople())
      return this.#keep(unprovenResult(this.#ports.planned().inputs, run));
    const ends = await this.prove(consent, signal, { run, goOn: true });
    if (faults.length === 0 || this.#proven?.overall !== 'ready') return ends;
    return await this.plant(faults, consent, signal);
  }

  /** Plants faults and proves the farm with them. */
  async plant(faults: readonly string[], consent: Consent, signal: AbortSignal): Promise<ActivityEnd> {
    const { parts, journal, record, planned, activity } = this.#ports;
    const site = await this.#reach('nothing', signal);
    if (site.plant === null) throw new Error('nothing is broken on purpose in these hosts');
    activity.enter('planting', 'Planting faults.');
    const pool = await site.plant([...faults], signal);
    await settledPool(pool, planned().inputs, (name) => site.host(name), signal);
    const changes = faults.map((id) => pick(parts.faults, id, 'faults', 'fault').changes);
    record({
      sentence: `Broken on purpose: ${changes.join(' ')}`,
      body: { type: 'faults.planted', faults: [...new Set([...plantedFaults(journal.events), ...faults])] },
    });
    return await this.prove(consent, signal);
  }

  /**
   * Proves the farm as it stands.
   * @param before.run the run before, where there was one
   * @param before.goOn whether a proof that waits for people goes on, where there is one; else the proof begins anew
   */
  async prove(
    consent: Consent,
    signal: AbortSignal,
    { run, goOn = false }: { run?: RunOutcome; goOn?: boolean } = {},
  ): Promise<ActivityEnd> {
    const { file, journal, record, planned, activity } = this.#ports;
    const site = await this.#reach('nothing', signal);
    const started = performance.now();
    activity.enter('verifying', 'Proving the farm.');
    const { events } = journal;
    const { waivers } = file.record;
    const faults = [...plantedFaults(events)];
    const waiting = goOn ? waitingProof(events) : null;
    const kept = waiting?.kept == null ? undefined : readKeptProof(waiting.kept);
    const allowed = {
      auditEntries: consent.auditEntries || waiting?.consent.auditEntries === true,
      drill: consent.drill || waiting?.consent.drill === true,
    };
    const proving = { inputs: planned().inputs, site, events, waivers, consent: allowed, record, faults, run, kept };
    let result: Omit<Result, 'durationsMs'>;
    try {
      result = await proveHosts(proving, signal);
    } catch (error) {
      if (!(error instanceof ProofKept)) throw error;
      record(waits(error.kept, allowed));
      return 'waiting';
    }
    this.#durations.verify = performance.now() - started;
    const ends = this.#keep(result);
    signal.throwIfAborted();
    return ends;
  }

  #keep(result: Omit<Result, 'durationsMs'>): 'ended' {
    const { file, secrets, record } = this.#ports;
    this.#durations.total = performance.now() - this.#begun;
    const proven = secrets.redact({ ...result, durationsMs: { ...this.#durations } });
    // The result before the event: an event without its result would lend its date to the one before.
    file.saveResult(proven);
    record({ page: 'verify', sentence: proven.sentence, body: { type: 'verify.ended', result: proven } });
    this.#proven = proven;
    return 'ended';
  }

  /** Whether people work at some of the hosts. Nobody is asked to look at what was not set up. */
  #hasPeople(): boolean {
    const { kind, planned } = this.#ports;
    const { farm } = planned().inputs;
    return farm.hosts.some(({ name }) => kind.whoAt(farm, name) !== null);
  }

  async #carryOut(selection: Selection, prove: boolean, signal: AbortSignal): Promise<RunOutcome> {
    const { file, journal, secrets, record, planned, hosts, activity } = this.#ports;
    const started = performance.now();
    activity.enter('preparing', 'Reaching the hosts.', { chosen: { ...selection, prove } });
    const site = await this.#reach(hostsToMake(selection, journal.events), signal);
    this.#durations.prepare = performance.now() - started;
    activity.enter('running', 'Carrying out the plan.');
    const { inputs, plan } = planned();
    const running = { plan, farm: inputs.farm, site, secrets, inputKey: file.record.inputKey, record, prove };
    const outcome = await runHosts(running, signal, selection);
    keepDurations(this.#durations, outcome);
    if (outcome.outcome === 'failed' && outcome.error.code === SITE_LOST) hosts.release();
    signal.throwIfAborted();
    return outcome;
  }

  #reach(mayMake: Reaching['mayMake'], signal: AbortSignal): Promise<Site> {
    const { journal, secrets, kind, hosts, record, planned } = this.#ports;
    const { inputs, plan } = planned();
    return hosts.reach(
      {
        farm: inputs.farm,
        mayMake,
        record,
        secrets,
        handIns: () => handIns(journal.events),
        requireSecrets: () => requireSecrets({ farm: inputs.farm, plan, kind }, secrets),
      },
      signal,
    );
  }
}

function waits(kept: KeptProof | null, consent: Consent): NewEvent {
  return {
    page: 'verify',
    sentence:
      kept === null
        ? 'The proof waits for people. When they have handed in what they were asked to look up, requests are sent.'
        : 'The requests were sent. The proof waits for the audit records that people look up.',
    body: { type: 'verify.waiting', kept: kept === null ? null : writeKeptProof(kept), consent },
  };
}
