import type { VerifyPorts } from '../checks/ports.ts';
import type { FarmFile } from '../farm-file/farm-file.ts';
import { hostsToMake } from '../history/hosts-to-make.ts';
import { lastProof } from '../history/last-proof.ts';
import { runToResume } from '../history/run-to-resume.ts';
import type { Journal } from '../journal/journal.ts';
import { openJournal } from '../journal/open-journal.ts';
import { type ErrorData, errorData } from '../model/errors.ts';
import type { EventBody, FarmState, JournalEvent, NewEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Result } from '../model/result.ts';
import type { Secret } from '../model/secret.ts';
import { type Selection, selectStages } from '../model/select-stages.ts';
import type { RunOutcome } from '../runner/run-plan.ts';
import { SecretStore } from '../secrets/secret-store.ts';
import { Activity } from './activity.ts';
import { FarmAnswers } from './farm-answers.ts';
import { farmRunbook } from './farm-runbook.ts';
import { FarmWizard } from './farm-wizard.ts';
import { lostHosts } from './lost-hosts.ts';
import type { Parts, PracticeWorld } from './parts.ts';
import { keepDurations, noDurations } from './phase-durations.ts';
import { proveHosts } from './prove-hosts.ts';
import { type Reaching, reachHosts, takeDownHosts } from './reach-hosts.ts';
import { farmBusy, farmReadOnly } from './refusals.ts';
import { runHosts } from './run-hosts.ts';
import { missingSecrets } from './secret-names.ts';
import { acceptedFinding, checkedWaiver, isSameFinding, type NewWaiver } from './waivers.ts';

/** What of the plan is carried out, and whether a proof follows. */
type Part = Selection & { prove: boolean };

/**
 * One farm from its file: planned, set up, proven, handed over. Everything that happens is in the journal beside the
 * file before it is told. One activity at a time; each can be cancelled.
 */
export class FarmSession {
  readonly id: string;
  /** The wizard's side of it: answers and pages. */
  readonly wizard: FarmWizard;
  readonly #answers: FarmAnswers;
  readonly #parts: Parts;
  readonly #file: FarmFile;
  readonly #journal: Journal;
  readonly #secrets = new SecretStore();
  readonly #activity = new Activity();
  #world: PracticeWorld | null = null;
  #state: FarmState = 'waiting';
  #error: ErrorData | null = null;
  readonly #record = (event: NewEvent) => void this.#journal.append(this.#secrets.redact(event));
  #durations = noDurations();
  #begun = 0;
  #proven = false;

  /** @throws FarmError where the answers name something this version does not have */
  constructor(parts: Parts, file: FarmFile, id: string = crypto.randomUUID()) {
    this.id = id;
    this.#parts = parts;
    this.#file = file;
    this.#answers = new FarmAnswers(parts, file, () => this.#journal.events);
    this.#journal = openJournal(file);
    this.wizard = new FarmWizard(this.#answers, this.#journal, {
      record: this.#record,
      missingSecrets: () => missingSecrets(this.plan, this.#secrets),
      isBusy: () => this.#activity.isRunning,
      refuse: () => this.#refuse(),
    });
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
  get inputs(): PlanInputs {
    return this.#answers.inputs;
  }
  get plan(): Plan {
    return this.#answers.plan;
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

  /** Carries out the plan or a part of it, then proves. @throws FarmError `farm.busy`, `farm.read-only`, `input.unknown` */
  run(
    secrets: Record<string, Secret>,
    { prove = true, ...selection }: Partial<Part>,
    consent: VerifyPorts['consent'],
  ): void {
    selectStages(this.plan, selection);
    this.#begin(secrets, (signal) => this.#runAndProve({ ...selection, prove }, consent, signal));
  }

  /** Goes on with the run that was interrupted. @throws FarmError as `run`, and `run.nothing-to-resume` */
  resume(secrets: Record<string, Secret>, consent: VerifyPorts['consent']): void {
    const { selection, prove, notice } = runToResume(this.#journal.events, this.plan);
    this.#begin(secrets, async (signal) => {
      this.#record(notice);
      await this.#runAndProve({ ...selection, prove }, consent, signal);
    });
  }

  /** Proves the farm as it stands. @throws FarmError as `run` */
  verify(secrets: Record<string, Secret>, consent: VerifyPorts['consent']): void {
    this.#begin(secrets, (signal) => this.#prove(consent, signal));
  }

  /** Takes secrets into memory. @returns names of those that are missing still */
  giveSecrets(secrets: Record<string, Secret>): string[] {
    for (const [name, secret] of Object.entries(secrets)) this.#secrets.set(name, secret);
    return missingSecrets(this.plan, this.#secrets);
  }

  /** Number of the last event. */
  get lastEvent(): number {
    return this.#journal.events.at(-1)?.seq ?? 0;
  }
  /** Asks the present activity to end. False where there is none. */
  cancel(): boolean {
    return this.#activity.cancel();
  }

  /** Looks whether its hosts stand still, before anything is told of them. It is told once where they do not. */
  async lookForHosts(): Promise<void> {
    if (this.readOnly) return;
    const lost = await lostHosts(this.#file.record.practiceFolder, this.#journal.events, this.#parts);
    if (lost !== null) this.#record(lost);
  }

  /** Resolves when the present activity has ended, however it did. */
  settled(): Promise<void> {
    return this.#activity.settled();
  }

  /** Every event with a number above `after`, then those to come, until the session is closed. */
  events(after: number, signal?: AbortSignal): AsyncGenerator<JournalEvent> {
    return this.#journal.follow(after, signal);
  }

  /** The runbook, with the report of the last verification, as Markdown or as one self-contained page. */
  async runbook(format: 'md' | 'html'): Promise<string> {
    const inputs = { ...this.inputs, plan: this.plan, result: this.result, waivers: this.waivers };
    return farmRunbook(inputs, lastProof(this.#journal.events), await this.wizard.isProofOutdated())[format];
  }

  /** Takes practice hosts down, where they stand. @throws FarmError `farm.busy`, `farm.read-only` */
  async takeDown(): Promise<void> {
    this.#refuse();
    const down = this.wizard.settled().then(() => takeDownHosts(this.#file.record, this.#parts));
    this.#activity.begin(() => down.catch(() => {}).then(() => this.#letGo()));
    await down;
  }

  /** Ends what runs, and closes the file. The hosts stand on. */
  async close(): Promise<void> {
    this.cancel();
    await this.#activity.settled();
    await this.wizard.settled();
    this.#letGo();
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
    if (this.readOnly) throw farmReadOnly(this.path);
    const kept = checkedWaiver(waiver, this.inputs, new Date());
    this.#file.saveWaivers([...this.waivers.filter((other) => !isSameFinding(other, kept)), kept]);
    this.#record(acceptedFinding(kept));
  }

  #begin(secrets: Record<string, Secret>, activity: (signal: AbortSignal) => Promise<void>): void {
    this.#refuse();
    this.giveSecrets(secrets);
    this.#error = null;
    this.#proven = false;
    this.#durations = noDurations();
    this.#begun = performance.now();
    this.#activity.begin((signal) =>
      this.wizard
        .settled()
        .then(() => activity(signal))
        .then(
          () => this.#enter('waiting', 'Done.'),
          (error: unknown) => this.#ended(error, signal),
        )
        .then(() => this.#journal.fold())
        .catch((error: unknown) => this.#cannotKeep(error)),
    );
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
    if (this.#error.code.startsWith('practice.')) this.#letGo();
    this.#enter('waiting', signal.aborted ? 'Cancelled.' : `It ended: ${this.#error.message}`, { error: this.#error });
  }

  async #runAndProve(part: Part, consent: VerifyPorts['consent'], signal: AbortSignal): Promise<void> {
    const outcome = await this.#carryOut(part, signal);
    if (part.prove) await this.#prove(consent, signal, outcome);
  }

  async #carryOut({ prove, ...selection }: Part, signal: AbortSignal): Promise<RunOutcome> {
    const started = performance.now();
    this.#enter('preparing', 'Reaching the hosts.', { chosen: { ...selection, prove } });
    const world = await this.#reach(hostsToMake(selection, this.#journal.events), signal);
    this.#durations.prepare = performance.now() - started;
    this.#enter('running', 'Carrying out the plan.');
    const { plan, farm } = this;
    const { inputKey } = this.#file.record;
    const running = { plan, farm, world, secrets: this.#secrets, inputKey, record: this.#record, prove };
    const outcome = await runHosts(running, signal, selection);
    keepDurations(this.#durations, outcome);
    if (outcome.outcome === 'failed' && outcome.error.code.startsWith('practice.')) this.#letGo();
    signal.throwIfAborted();
    return outcome;
  }

  async #prove(consent: VerifyPorts['consent'], signal: AbortSignal, run?: RunOutcome): Promise<void> {
    const world = await this.#reach('nothing', signal);
    const started = performance.now();
    this.#enter('verifying', 'Proving the farm.');
    const { inputs, waivers } = this;
    const { events } = this.#journal;
    const proving = { inputs, world, secrets: this.#secrets, events, waivers, consent, record: this.#record };
    const result = await proveHosts(run === undefined ? proving : { ...proving, run }, signal);
    this.#durations.verify = performance.now() - started;
    this.#durations.total = performance.now() - this.#begun;
    const kept = this.#secrets.redact({ ...result, durationsMs: { ...this.#durations } });
    // The result before the event: an event without its result would lend its date to the one before.
    this.#file.saveResult(kept);
    this.#record({ page: 'verify', sentence: kept.sentence, body: { type: 'verify.ended', result: kept } });
    this.#proven = true;
    signal.throwIfAborted();
  }

  async #reach(mayMake: Reaching['mayMake'], signal: AbortSignal): Promise<PracticeWorld> {
    const reaching = { mayMake, record: this.#record, plan: this.plan, secrets: this.#secrets, standing: this.#world };
    this.#world = await reachHosts(this.#file.record, this.#parts, reaching, signal);
    return this.#world;
  }

  /** @throws FarmError `farm.read-only`, `farm.busy` */
  #refuse(): void {
    if (this.readOnly) throw farmReadOnly(this.path);
    if (this.#activity.isRunning) throw farmBusy(this.#state);
  }

  #letGo(): void {
    this.#world?.close();
    this.#world = null;
  }

  #enter(state: FarmState, sentence: string, more: Partial<Extract<EventBody, { type: 'farm.state' }>> = {}): void {
    this.#state = state;
    this.#record({ sentence, body: { ...more, type: 'farm.state', state } });
  }
}
