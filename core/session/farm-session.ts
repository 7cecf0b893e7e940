import type { FarmFile } from '../farm-file/farm-file.ts';
import { isAnyStepBegun } from '../history/fold-steps.ts';
import { runToResume } from '../history/run-to-resume.ts';
import { proofGoesOn } from '../history/waiting-proof.ts';
import type { Journal } from '../journal/journal.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { Consent } from '../model/consent.ts';
import { type ErrorData, errorData } from '../model/errors.ts';
import type { FarmState, JournalEvent, NewEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Result } from '../model/result.ts';
import type { Secret } from '../model/secret.ts';
import { selectStages } from '../model/select-stages.ts';
import { isSiteLost } from '../model/site.ts';
import { inputHasher } from '../secrets/input-hasher.ts';
import { Activity, type ActivityEnd } from './activity.ts';
import { askedReading } from './asked-reading.ts';
import { FarmAnswers } from './farm-answers.ts';
import { FarmSecrets } from './farm-secrets.ts';
import { FarmWizard } from './farm-wizard.ts';
import { FarmWork, partOf, type RunChoice } from './farm-work.ts';
import { HeldHosts } from './held-hosts.ts';
import type { Parts } from './parts.ts';
import { People } from './people.ts';
import { type Planting, plantingIn, refuseUnplantable } from './planting.ts';
import { farmBusy, farmReadOnly } from './refusals.ts';
import { checkedWaivers, type NewWaiver, waiverAdded, withWaivers } from './waivers.ts';

type Deed = (work: FarmWork, signal: AbortSignal) => Promise<ActivityEnd>;

/**
 * One farm from its file: planned, set up, proven, handed over. Everything that happens is in the journal beside the
 * file before it is told. One activity at a time; each can be cancelled.
 */
export class FarmSession {
  readonly id: string;
  /** The wizard's side of it: answers and pages. */
  readonly wizard: FarmWizard;
  /** The people who work at its hosts. */
  readonly people: People;
  readonly #answers: FarmAnswers;
  readonly #parts: Parts;
  readonly #file: FarmFile;
  readonly #journal: Journal;
  readonly #secrets: FarmSecrets;
  readonly #activity: Activity;
  readonly #record = (event: NewEvent) => void this.#journal.append(this.#secrets.store.redact(event));
  #work: FarmWork | null = null;
  readonly #held: HeldHosts;

  /** @throws FarmError where the answers name something this version does not have */
  constructor(parts: Parts, file: FarmFile, id: string = crypto.randomUUID()) {
    this.id = id;
    this.#parts = parts;
    this.#file = file;
    this.#answers = new FarmAnswers(parts, file, () => this.#journal.events);
    this.#held = new HeldHosts(
      parts.sites,
      () => this.farm,
      () => file.record.site,
    );
    this.#journal = openJournal(file);
    this.#secrets = new FarmSecrets({
      planned: () => this.#answers,
      kind: () => this.#held.kind,
      events: () => this.#journal.events,
      hashInputs: inputHasher(file.record.inputKey),
    });
    this.#activity = new Activity(this.#journal, this.#secrets.store);
    this.people = new People({
      journal: this.#journal,
      inputKey: file.record.inputKey,
      planned: () => ({ farm: this.farm, plan: this.plan }),
      whoAt: (host) => this.#held.kind.whoAt(this.farm, host),
      question: (item) => askedReading(item, this.inputs, this.#journal.events),
      record: this.#record,
      holdsSecret: (text) => this.#secrets.store.redact({ raw: text }).raw !== text,
      refuse: () => this.#refuse(),
    });
    this.wizard = new FarmWizard(this.#answers, this.#journal, {
      record: this.#record,
      secrets: this.#secrets,
      whyNoHosts: () => this.#held.kind.whyNoHosts(this.farm),
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
    return this.#activity.state;
  }
  get error(): ErrorData | null {
    return this.#activity.error;
  }
  get result(): Result | null {
    return this.#file.record.result;
  }
  /** Whether the present or last activity of this session ended in that result. */
  get proven(): boolean {
    return this.#work?.hasProven ?? false;
  }
  get waivers() {
    return this.#file.record.waivers;
  }
  /** Whether hosts are held. */
  get stands(): boolean {
    return this.#held.hosts.held;
  }
  /** What can be broken on purpose in this farm, and what is; null where nothing can. */
  get planting(): Planting | null {
    return plantingIn(this.farm, this.#held.kind, this.#journal.events);
  }

  /**
   * Carries out the plan or a part of it, then proves the farm; where faults are named and it is ready, plants them and
   * proves it again.
   * @throws FarmError `farm.busy`, `farm.read-only`, `input.unknown`, and why these faults cannot be planted
   */
  run(secrets: Record<string, Secret>, choice: RunChoice, consent: Consent): void {
    const part = partOf(choice);
    selectStages(this.plan, part);
    if (part.faults.length > 0) refuseUnplantable(part.faults, this.farm, this.planting, this.#parts);
    this.#refuse();
    this.#secrets.give(secrets);
    this.#secrets.refuseOther(choice.changePasswords ?? {});
    this.#begin(secrets, (work, signal) => work.run(part, consent, signal));
  }

  /** Goes on with the run that was interrupted, or with the run or proof that waits for people. @throws FarmError as `run`, and `run.nothing-to-resume` */
  resume(secrets: Record<string, Secret>, consent: Consent): void {
    const run = proofGoesOn(this.history) ? null : runToResume(this.history, this.plan);
    this.#begin(secrets, async (work, signal) => {
      if (run === null) return await work.prove(consent, signal, { goOn: true });
      this.#record(run.notice);
      return await work.run(partOf({ ...run.selection, prove: run.prove }), consent, signal);
    });
  }

  /** Proves the farm as it stands. @throws FarmError as `run` */
  verify(secrets: Record<string, Secret>, consent: Consent): void {
    this.#begin(secrets, (work, signal) => work.prove(consent, signal));
  }

  /** Plants faults besides those that are planted, and proves the farm. @throws FarmError as `run` */
  plant(secrets: Record<string, Secret>, faults: readonly string[], consent: Consent): void {
    refuseUnplantable(faults, this.farm, this.planting, this.#parts);
    this.#begin(secrets, (work, signal) => work.plant(faults, consent, signal));
  }

  /** Takes secrets into memory. @returns names of those that are missing still */
  giveSecrets(secrets: Record<string, Secret>): string[] {
    return this.#secrets.give(secrets);
  }

  /** Tries the passwords that were entered, where the hosts stand and nothing runs: after an activity that is done anyway. */
  async trySecrets(): Promise<void> {
    if (this.readOnly || this.#activity.isRunning || !this.#secrets.canTry) return;
    this.#activity.hold((signal) => this.#newWork().trySecrets(signal));
    await this.#activity.settled();
  }

  /** All that happened so far. */
  get history(): readonly JournalEvent[] {
    return this.#journal.events;
  }
  /** Number of the last event. */
  get lastEvent(): number {
    return this.history.at(-1)?.seq ?? 0;
  }
  /** Asks the present activity to end. False where there is none. */
  cancel(): boolean {
    return this.#activity.cancel();
  }

  /** Looks whether its hosts stand still, before anything is told of them. It is told once where they do not. */
  async lookForHosts(): Promise<void> {
    if (this.readOnly || !isAnyStepBegun(this.#journal.events)) return;
    const lost = await this.#held.hosts.whyLost();
    if (lost !== null) this.#record({ sentence: lost, body: { type: 'hosts.made' } });
  }

  /** Resolves when the present activity has ended, however it did. */
  settled(): Promise<void> {
    return this.#activity.settled();
  }

  /** Every event with a number above `after`, then those to come, until the session is closed. */
  events(after: number, signal?: AbortSignal): AsyncGenerator<JournalEvent> {
    return this.#journal.follow(after, signal);
  }

  /** Takes down the hosts that Farmwright made, where they stand. @throws FarmError `farm.busy`, `farm.read-only` */
  async takeDown(): Promise<void> {
    this.#refuse();
    const down = this.wizard.settled().then(() => this.#held.hosts.takeDown());
    this.#activity.hold(() => down.catch(() => {}));
    await down;
  }

  /** Ends what runs, takes the hosts down, and closes the file. The last event tells how that went. */
  async end(): Promise<void> {
    this.cancel();
    await this.settled();
    try {
      this.#activity.enter('taking down', 'The hosts are being taken down.');
      await this.takeDown();
      this.#activity.enter('gone', 'The farm has ended: no process and no file of its hosts is left.');
    } catch (error) {
      // Processes of practice hosts end by themselves, at the latest with their lease. Whether files stay is not known here.
      const data = errorData(error);
      this.#activity.enter('gone', `The hosts could not be taken down: ${data.message}`, { error: data });
    } finally {
      await this.close();
    }
  }

  /** Ends what runs, and closes the file. The hosts stand on. */
  async close(): Promise<void> {
    this.cancel();
    await this.#activity.settled();
    await this.wizard.settled();
    this.#held.hosts.release();
    try {
      this.#journal.close();
    } finally {
      this.#file.close();
    }
  }

  /**
   * Saves waivers for what the last proof found. The check still runs and is still shown.
   * @throws FarmError `waiver.invalid` naming the field, `farm.read-only`
   */
  addWaiver(waiver: NewWaiver): void {
    if (this.readOnly) throw farmReadOnly(this.path);
    const kept = checkedWaivers(waiver, this.inputs, this.result, new Date());
    this.#file.saveWaivers(withWaivers(this.waivers, kept));
    for (const one of kept) this.#record(waiverAdded(one));
  }

  #begin(secrets: Record<string, Secret>, deed: Deed): void {
    this.#refuse();
    this.giveSecrets(secrets);
    const work = this.#newWork();
    this.#work = work;
    this.#activity.begin(async (signal) => {
      await this.wizard.settled();
      try {
        const end = await deed(work, signal);
        await work.trySecrets(signal);
        return end;
      } catch (error) {
        if (isSiteLost(error)) this.#held.hosts.release();
        throw error;
      }
    });
  }

  #newWork(): FarmWork {
    return new FarmWork({
      parts: this.#parts,
      file: this.#file,
      journal: this.#journal,
      secrets: this.#secrets,
      kind: this.#held.kind,
      hosts: this.#held.hosts,
      planned: () => this.#answers,
      record: this.#record,
      activity: this.#activity,
    });
  }

  /** @throws FarmError `farm.read-only`, `farm.busy` */
  #refuse(): void {
    if (this.readOnly) throw farmReadOnly(this.path);
    if (this.#activity.isRunning) throw farmBusy(this.state);
  }
}
