import type { VerifyPorts } from '../checks/ports.ts';
import type { FarmFile } from '../farm-file/farm-file.ts';
import type { Journal } from '../journal/journal.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { Outcome } from '../model/check.ts';
import { type ErrorData, errorData } from '../model/errors.ts';
import type { FarmState, JournalEvent, NewEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import { DATABASE_ADMINISTRATOR_PASSWORD } from '../model/hosts.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanInputs } from '../model/plug-ins.ts';
import type { Result } from '../model/result.ts';
import type { Secret } from '../model/secret.ts';
import { makePlan } from '../planner/make-plan.ts';
import { planInputs } from '../planner/plan-inputs.ts';
import { renderRunbook } from '../runbook/render-runbook.ts';
import { type RunOutcome, runPlan } from '../runner/run-plan.ts';
import { type Selection, selectStages } from '../runner/select-stages.ts';
import { inputHasher } from '../secrets/input-hasher.ts';
import { SecretStore } from '../secrets/secret-store.ts';
import { cancelled } from './cancelled.ts';
import { endDisturbances, openDisturbances } from './end-disturbances.ts';
import { lastProof } from './last-proof.ts';
import { lastRun } from './last-run.ts';
import type { Parts, PracticeWorld } from './parts.ts';
import { keepDurations, noDurations } from './phase-durations.ts';
import { proveFarm } from './prove-farm.ts';
import { reachHosts } from './reach-hosts.ts';
import { farmBusy, farmReadOnly } from './refusals.ts';
import { requireSecrets } from './secret-names.ts';
import { checkedWaiver, isSameFinding, type NewWaiver } from './waivers.ts';

/**
 * One farm from its file: planned, set up, proven, handed over. Everything that happens is in the journal beside the
 * file before it is told. One activity at a time; each can be cancelled.
 */
export class FarmSession {
  readonly id = crypto.randomUUID();
  readonly inputs: PlanInputs;
  readonly plan: Plan;
  readonly #parts: Parts;
  readonly #file: FarmFile;
  readonly #journal: Journal;
  readonly #secrets = new SecretStore();
  #world: PracticeWorld | null = null;
  #state: FarmState = 'waiting';
  #error: ErrorData | null = null;
  #durations = noDurations();
  #begun = performance.now();
  #proven = false;
  #cancel: AbortController | null = null;
  #activity: Promise<void> = Promise.resolve();

  /** @throws FarmError where the answers name something this version does not have */
  constructor(parts: Parts, file: FarmFile) {
    this.#parts = parts;
    this.#file = file;
    this.inputs = planInputs(file.record.farm, parts);
    this.plan = makePlan(this.inputs);
    this.#journal = openJournal(file);
  }

  get path(): string {
    return this.#file.path;
  }
  get readOnly(): boolean {
    return this.#file.readOnly;
  }
  /** What was noticed when the file was opened: a lock taken over, a line dropped. */
  get notices(): string[] {
    return this.#file.notices;
  }
  get farm(): Farm {
    return this.inputs.farm;
  }
  get state(): FarmState {
    return this.#state;
  }
  get error(): ErrorData | null {
    return this.#error;
  }
  get result(): Result | null {
    return this.#file.record.result;
  }
  /** Whether the present or last activity of this session ended in that result. */
  get proven(): boolean {
    return this.#proven;
  }
  get waivers() {
    return this.#file.record.waivers;
  }

  /**
   * Carries out the plan, or a part of it, and proves the farm. @throws FarmError `farm.busy`, `farm.read-only`,
   * `secrets.missing`, `hosts.by-hand`, `input.unknown`
   */
  run(secrets: Record<string, Secret>, selection: Selection, consent: VerifyPorts['consent']): void {
    selectStages(this.plan, selection);
    this.#begin(secrets, async (signal) => {
      const outcome = await this.#carryOut(selection, signal);
      await this.#prove(consent, signal, outcome);
    });
  }

  /** Goes on with the run that was interrupted. @throws FarmError as `run`, and `run.nothing-to-resume` */
  resume(secrets: Record<string, Secret>, consent: VerifyPorts['consent']): void {
    const { selection, notice } = lastRun(this.#journal.events, this.plan);
    this.#begin(secrets, async (signal) => {
      this.#record(notice);
      await this.#prove(consent, signal, await this.#carryOut(selection, signal));
    });
  }

  /** Proves the farm as it stands. @throws FarmError as `run` */
  verify(secrets: Record<string, Secret>, consent: VerifyPorts['consent']): void {
    this.#begin(secrets, async (signal) => {
      await this.#prove(consent, signal);
    });
  }

  /** Number of the last event. */
  get lastEvent(): number {
    return this.#journal.events.at(-1)?.seq ?? 0;
  }

  /** Asks the present activity to end. False where there is none. */
  cancel(): boolean {
    if (this.#cancel === null) return false;
    this.#cancel.abort(cancelled());
    return true;
  }

  /** Resolves when the present activity has ended, however it did. */
  settled(): Promise<void> {
    return this.#activity;
  }

  /** Every event with a number above `after`, then those to come, until the session is closed. */
  events(after: number, signal?: AbortSignal): AsyncGenerator<JournalEvent> {
    return this.#journal.follow(after, signal);
  }

  /** The runbook, with the report of the last verification, as Markdown or as one self-contained page. */
  runbook(format: 'md' | 'html'): string {
    const { farm, profile, balancer } = this.inputs;
    const { plan, result } = this;
    const proof = lastProof(this.#journal.events);
    const { markdown, html } = renderRunbook({ farm, plan, profile, balancer, result, proof, waivers: this.waivers });
    return format === 'md' ? markdown : html;
  }

  /** Ends what runs, and closes the file. The hosts stand on. */
  async close(): Promise<void> {
    this.cancel();
    await this.#activity;
    this.#world?.close();
    try {
      this.#journal.close();
    } finally {
      this.#file.close();
    }
  }

  /**
   * Accepts a finding: it is still asked, still shown, and no longer stands in the way of *ready*.
   * @throws FarmError `waiver.invalid` naming the field, `farm.read-only`
   */
  accept(waiver: NewWaiver): void {
    this.#refuseReadOnly();
    const kept = checkedWaiver(waiver, this.inputs, new Date());
    this.#file.saveWaivers([...this.waivers.filter((other) => !isSameFinding(other, kept)), kept]);
    this.#record({
      page: 'verify',
      sentence: `${kept.who} accepted the finding ${kept.check} until ${kept.until}: ${kept.why}`,
      body: { type: 'finding.accepted', check: kept.check, who: kept.who, until: kept.until },
    });
  }

  #begin(secrets: Record<string, Secret>, activity: (signal: AbortSignal) => Promise<void>): void {
    this.#refuseReadOnly();
    if (this.#cancel !== null) throw farmBusy(this.#state);
    for (const [name, secret] of Object.entries(secrets)) this.#secrets.set(name, secret);
    const control = new AbortController();
    this.#cancel = control;
    this.#error = null;
    this.#proven = false;
    this.#durations = noDurations();
    this.#begun = performance.now();
    this.#activity = activity(control.signal)
      .then(
        () => this.#enter('waiting', 'Done.'),
        (error: unknown) => this.#ended(error, control.signal),
      )
      .then(() => this.#journal.fold())
      .catch((error: unknown) => this.#cannotKeep(error))
      .finally(() => {
        this.#cancel = null;
      });
  }

  /** The journal cannot be written: nothing may go on without it, and who follows it must not wait in vain. */
  #cannotKeep(error: unknown): void {
    this.#error = errorData(error);
    this.#state = 'waiting';
    try {
      this.#journal.close();
    } catch {
      // It was told already why it cannot be written; its log is read again when the file is opened.
    }
  }

  #ended(error: unknown, signal: AbortSignal): void {
    this.#error = this.#secrets.redact(errorData(signal.aborted ? signal.reason : error));
    this.#enter('waiting', signal.aborted ? 'Cancelled.' : `It ended: ${this.#error.message}`, this.#error);
  }

  async #carryOut(selection: Selection, signal: AbortSignal): Promise<RunOutcome> {
    const started = performance.now();
    this.#enter('preparing', 'Reaching the hosts.');
    const world = await this.#reach({ mayStart: true }, signal);
    this.#durations.prepare = performance.now() - started;
    this.#enter('running', 'Carrying out the plan.');
    const outcome = await runPlan(
      this.plan,
      {
        host: (name) => world.host(name, this.#secrets),
        vantage: world.vantage,
        wizardAddress: this.farm.wizardAddress,
        record: (event) => this.#record(event),
        hashInputs: inputHasher(this.#file.record.inputKey),
        secret: (name) => this.#secrets.get(name),
      },
      signal,
      selection,
    );
    keepDurations(this.#durations, outcome);
    signal.throwIfAborted();
    return outcome;
  }

  async #prove(consent: VerifyPorts['consent'], signal: AbortSignal, run?: RunOutcome): Promise<void> {
    const world = await this.#reach({ mayStart: false }, signal);
    const started = performance.now();
    this.#enter('verifying', 'Proving the farm.');
    const host = (name: string) => world.host(name, this.#secrets);
    const record = (event: NewEvent) => this.#record(event);
    await endDisturbances(openDisturbances(this.#journal.events), this.inputs.profile, { host, record }, signal);
    const judged: Outcome[] = [];
    const result = await proveFarm(
      this.inputs,
      {
        vantage: world.vantage,
        // Nobody works on practice hosts: everything is proven there.
        consent: { drill: consent.drill || this.farm.hosts === 'practice' },
        host,
        findAudit: world.findAudit(this.farm, this.inputs.profile, this.#secrets),
        record: (event) => {
          if (event.body.type === 'check.judged') judged.push(event.body.outcome);
          this.#record(event);
        },
      },
      {
        faults: [],
        judged,
        signal,
        waivers: this.waivers,
        ...(run?.outcome === 'failed' ? { failure: run } : {}),
      },
    );
    this.#durations.verify = performance.now() - started;
    this.#durations.total = performance.now() - this.#begun;
    const kept = this.#secrets.redact({ ...result, durationsMs: { ...this.#durations } });
    this.#record({ page: 'verify', sentence: kept.sentence, body: { type: 'verify.ended', result: kept } });
    this.#file.saveResult(kept);
    this.#proven = true;
    signal.throwIfAborted();
  }

  async #reach(how: { mayStart: boolean }, signal: AbortSignal): Promise<PracticeWorld> {
    // Asked before hosts are made, so that nothing is left half begun; theirs own administrator they name themselves.
    if (this.farm.hosts === 'practice') requireSecrets(this.plan, this.#secrets, [DATABASE_ADMINISTRATOR_PASSWORD]);
    this.#world ??= await reachHosts(this.#file.record, this.#parts, how, signal);
    this.#secrets.set(DATABASE_ADMINISTRATOR_PASSWORD, this.#world.administratorPassword);
    requireSecrets(this.plan, this.#secrets);
    return this.#world;
  }

  #refuseReadOnly(): void {
    if (this.readOnly) throw farmReadOnly(this.path);
  }

  #enter(state: FarmState, sentence: string, error?: ErrorData): void {
    this.#state = state;
    this.#record({ sentence, body: { type: 'farm.state', state, ...(error === undefined ? {} : { error }) } });
  }

  #record(event: NewEvent): void {
    this.#journal.append(this.#secrets.redact(event));
  }
}
