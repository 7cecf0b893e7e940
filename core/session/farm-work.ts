import type { FarmFile } from '../farm-file/farm-file.ts';
import { handIns } from '../history/hand-ins.ts';
import { hostsToMake } from '../history/hosts-to-make.ts';
import { plantedFaults } from '../history/planted-faults.ts';
import { allowedFor, waitingProof } from '../history/waiting-proof.ts';
import type { Journal } from '../journal/journal.ts';
import type { Consent } from '../model/consent.ts';
import type { NewEvent, RecordEvent } from '../model/event.ts';
import { pick } from '../model/pick.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Result } from '../model/result.ts';
import type { Secret } from '../model/secret.ts';
import { type Selection, selectStages } from '../model/select-stages.ts';
import { type Reaching, SITE_LOST, type Site, type SiteHosts, type SiteKind } from '../model/site.ts';
import type { RunOutcome } from '../runner/run-plan.ts';
import { withPasswordChange } from '../steps/change-password.ts';
import { loginStep } from '../steps/login-step.ts';
import type { Activity, ActivityEnd } from './activity.ts';
import type { FarmSecrets } from './farm-secrets.ts';
import { type KeptProof, ProofKept, readKeptProof, writeKeptProof } from './kept-proof.ts';
import type { Parts } from './parts.ts';
import { keepDurations, noDurations } from './phase-durations.ts';
import type { Prover } from './prove-farm.ts';
import { proveHosts } from './prove-hosts.ts';
import { runHosts } from './run-hosts.ts';
import { requireSecrets } from './secret-names.ts';
import { settledPool } from './settled-pool.ts';
import { unprovenResult } from './unproven-result.ts';

/** What of the plan is carried out, whether a proof follows, and what is planted where that proof is good. */
export type Part = Selection & {
  prove: boolean;
  faults: readonly string[];
  /** Names of the secrets to which the passwords of existing logins are changed. */
  changePasswords: readonly string[];
};

/** What is chosen of a run; passwords that it changes by the secret's name, entered again. */
export type RunChoice = Partial<Omit<Part, 'changePasswords'>> & { changePasswords?: Record<string, Secret> };

/** Returns the part of the plan that was chosen; all of it, with its proof, unless something else was. */
export function partOf({ prove = true, faults = [], changePasswords = {}, ...selection }: RunChoice): Part {
  return { ...selection, prove, faults, changePasswords: Object.keys(changePasswords) };
}

/** How long trying the passwords may take, in milliseconds. */
const TRIAL_LIMIT_MS = 10_000;

/** What the work on the hosts of an open farm uses. */
export interface WorkPorts {
  parts: Pick<Parts, 'faults' | 'version' | 'operator' | 'computer'>;
  file: FarmFile;
  journal: Journal;
  secrets: Pick<FarmSecrets, 'store' | 'trials' | 'canTry'>;
  kind: SiteKind;
  hosts: SiteHosts;
  /** The answers as they are now, with their plan. */
  planned(): { inputs: PlanInputs; plan: Plan };
  record: RecordEvent;
  activity: Pick<Activity, 'enter'>;
}

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
  async run(part: Part, consent: Consent, signal: AbortSignal): Promise<ActivityEnd> {
    const { prove, faults } = part;
    const run = await this.#carryOut(part, signal);
    if (run.outcome === 'waiting') return 'waiting';
    if (!prove) return 'ended';
    // With a wrong password a proof sees no audit record, and would stop a node for nothing.
    if (run.outcome === 'failed' && (this.#hasPeople() || this.#ports.secrets.trials.isAnyWrong))
      return this.#keep(unprovenResult(this.#ports.planned().inputs, run, this.#prover));
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
    const { file, journal, secrets, record, planned, activity } = this.#ports;
    const site = await this.#reach('nothing', signal, { anew: !goOn });
    const started = performance.now();
    activity.enter('verifying', 'Proving the farm.');
    // Without the audit record a proof shows nothing: with a wrong password it sends nothing and stops nothing.
    await secrets.trials.tryAll(site, signal);
    secrets.trials.refuseWrong();
    const { events } = journal;
    const { waivers } = file.record;
    const faults = [...plantedFaults(events)];
    const waiting = goOn ? waitingProof(events) : null;
    const kept = waiting?.kept == null ? undefined : readKeptProof(waiting.kept);
    const allowed = allowedFor(waiting, consent);
    const { inputs, plan } = planned();
    const proving = {
      ...{ inputs, plan, site, events, waivers, consent: allowed, record, faults, run, kept },
      secret: (name: string) => secrets.store.get(name),
      prover: this.#prover,
    };
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
    const proven = secrets.store.redact({ ...result, durationsMs: { ...this.#durations } });
    // The result before the event: an event without its result would lend its date to the one before.
    file.saveResult(proven);
    record({ page: 'verify', sentence: proven.sentence, body: { type: 'verify.ended', result: proven } });
    this.#proven = proven;
    return 'ended';
  }

  get #prover(): Prover {
    const { operator, computer, version } = this.#ports.parts;
    return { operator, computer, version };
  }

  /** Whether people work at some of the hosts. Nobody is asked to look at what was not set up. */
  #hasPeople(): boolean {
    const { kind, planned } = this.#ports;
    const { farm } = planned().inputs;
    return farm.hosts.some(({ name }) => kind.whoAt(farm, name) !== null);
  }

  /** Tries the passwords that are entered, where the hosts stand. Whatever stands in the way of that says nothing of them. */
  async trySecrets(signal: AbortSignal): Promise<void> {
    const { secrets } = this.#ports;
    if (!secrets.canTry) return;
    const limited = AbortSignal.any([signal, AbortSignal.timeout(TRIAL_LIMIT_MS)]);
    try {
      const site = await this.#reach('nothing', limited, { mayLack: true });
      await secrets.trials.tryAll(site, limited);
    } catch {
      // They are tried again by the next activity, which tells what is wrong with the hosts.
    }
  }

  async #carryOut(
    { prove, changePasswords, faults: _faults, ...selection }: Part,
    signal: AbortSignal,
  ): Promise<RunOutcome> {
    const { file, journal, secrets, record, planned, hosts, activity } = this.#ports;
    const started = performance.now();
    activity.enter('preparing', 'Reaching the hosts.', { chosen: { ...selection, prove } });
    const site = await this.#reach(hostsToMake(selection, journal.events), signal);
    this.#durations.prepare = performance.now() - started;
    const { inputs } = planned();
    const plan = changePasswords.reduce((all, name) => withPasswordChange(all, inputs, name), planned().plan);
    const steps = selectStages(plan, selection).flatMap((stage) => stage.steps);
    // The step that makes a login says itself that its password is another one, and changes nothing.
    await secrets.trials.tryAll(site, signal);
    secrets.trials.refuseWrong((name) => steps.some((step) => step === loginStep(plan, name)));
    activity.enter('running', 'Carrying out the plan.');
    const { inputKey } = file.record;
    const running = { plan, farm: inputs.farm, site, secrets: secrets.store, inputKey, record, prove };
    const outcome = await runHosts(running, signal, selection);
    keepDurations(this.#durations, outcome);
    if (outcome.outcome === 'failed' && outcome.error.code === SITE_LOST) hosts.release();
    signal.throwIfAborted();
    return outcome;
  }

  /**
   * @param how.anew whether a proof begins anew: people are asked again what they answered for an earlier one
   * @param how.mayLack whether secrets of the plan may be missing
   */
  #reach(
    mayMake: Reaching['mayMake'],
    signal: AbortSignal,
    { anew = false, mayLack = false }: { anew?: boolean; mayLack?: boolean } = {},
  ): Promise<Site> {
    const { journal, secrets, kind, hosts, record, planned } = this.#ports;
    const { inputs, plan } = planned();
    return hosts.reach(
      {
        farm: inputs.farm,
        mayMake,
        record,
        secrets: secrets.store,
        handIns: () => handIns(journal.events, anew),
        requireSecrets: () => (mayLack ? undefined : requireSecrets({ farm: inputs.farm, plan, kind }, secrets.store)),
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
