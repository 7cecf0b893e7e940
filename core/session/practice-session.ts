import { Journal } from '../journal/journal.ts';
import type { Outcome } from '../model/check.ts';
import { type ErrorData, errorData, FarmError } from '../model/errors.ts';
import type { JournalEvent, NewEvent, PracticeState } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import { DATABASE_ADMINISTRATOR_PASSWORD, SERVICE_ACCOUNT_PASSWORD } from '../model/hosts.ts';
import { pick } from '../model/pick.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanInputs } from '../model/plug-ins.ts';
import type { Result } from '../model/result.ts';
import type { Secret } from '../model/secret.ts';
import { makePlan } from '../planner/make-plan.ts';
import { planInputs } from '../planner/plan-inputs.ts';
import { type RunOutcome, runPlan } from '../runner/run-plan.ts';
import { inputHasher } from '../secrets/input-hasher.ts';
import { randomPassword, SecretStore } from '../secrets/secret-store.ts';
import { cancelled } from './cancelled.ts';
import type { Parts, PracticeWorld } from './parts.ts';
import { keepDurations, noDurations } from './phase-durations.ts';
import { practiceFarm } from './practice-farm.ts';
import { proveFarm } from './prove-farm.ts';

export interface PracticeChoice {
  nodes: number;
  profile: string;
  balancer: string;
  /** Whether a WAF stands before the balancer. */
  waf?: boolean;
  /** Whether a node is stopped and started while the farm is proven; it is unless this is false. */
  drill?: boolean;
  faults: string[];
}

/**
 * One practice farm from its hosts to its tear-down: set up by the same plan as any farm, proven, broken on request,
 * mended by running the plan again. One activity at a time; each can be cancelled.
 */
export class PracticeSession {
  readonly id = crypto.randomUUID();
  readonly choice: PracticeChoice;
  readonly #parts: Parts;
  readonly #secrets = new SecretStore();
  readonly #begun = performance.now();
  readonly #journal = new Journal(`practice-${this.id}`);
  #world: PracticeWorld | null = null;
  #state: PracticeState = 'preparing';
  #inputs: PlanInputs | null = null;
  #plan: Plan | null = null;
  #result: Result | null = null;
  #error: ErrorData | null = null;
  #planted: string[] = [];
  #durations: Result['durationsMs'] = noDurations();
  #cancel: AbortController | null = null;
  #activity: Promise<void> = Promise.resolve();
  #ending: Promise<void> | null = null;

  /**
   * @param secrets secrets given from outside; the others are made up
   * @throws FarmError where the choice names something that does not exist
   */
  constructor(parts: Parts, choice: PracticeChoice, secrets: Record<string, Secret> = {}) {
    pick(parts.profiles, choice.profile, 'profile', 'profile');
    pick(parts.balancers, choice.balancer, 'balancer', 'balancer');
    for (const fault of choice.faults) pick(parts.faults, fault, 'faults', 'fault');
    parts.refuseFaults(choice.faults, choice);
    this.#parts = parts;
    this.choice = choice;
    for (const [name, secret] of Object.entries(secrets)) this.#secrets.set(name, secret);
    if (this.#secrets.get(SERVICE_ACCOUNT_PASSWORD) === undefined)
      this.#secrets.set(SERVICE_ACCOUNT_PASSWORD, randomPassword());
  }

  get state(): PracticeState {
    return this.#state;
  }
  get farm(): Farm | null {
    return this.#inputs?.farm ?? null;
  }
  get plan(): Plan | null {
    return this.#plan;
  }
  get result(): Result | null {
    return this.#result === null ? null : { ...this.#result, durationsMs: { ...this.#durations } };
  }
  get error(): ErrorData | null {
    return this.#error;
  }
  /** Ids of the faults that can be planted in a farm of this kind. */
  get plantable(): string[] {
    const edge = !this.choice.waf;
    return this.#parts.faults
      .filter(({ only }) => only === undefined || (only === 'at the edge') === edge)
      .map(({ id }) => id);
  }
  get planted(): string[] {
    return this.#planted;
  }

  /** Creates the hosts, sets the farm up and proves it; then plants the chosen faults and proves it again. */
  start(): void {
    this.#begin(async (signal) => {
      await this.#prepare(signal);
      await this.#runAndProve(signal);
      if (this.choice.faults.length > 0 && this.#result?.overall === 'ready')
        await this.#plant(this.choice.faults, signal);
    });
  }

  /** Runs the plan again, which mends what differs from it, and proves the farm. @throws FarmError `practice.busy` */
  fix(): void {
    this.#begin(async (signal) => {
      await this.#runAndProve(signal);
    });
  }

  /** Proves the farm as it stands. @throws FarmError `practice.busy` */
  verify(): void {
    this.#begin((signal) => this.#prove(signal));
  }

  /** Plants faults and proves the farm. @throws FarmError `practice.busy`, `input.unknown` */
  plant(faults: string[]): void {
    for (const fault of faults) pick(this.#parts.faults, fault, 'faults', 'fault');
    this.#parts.refuseFaults([...this.#planted, ...faults], this.choice);
    this.#begin((signal) => this.#plant(faults, signal));
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

  /** Ends whatever runs, then every process and file of the practice farm. Asked twice, it is done once. */
  tearDown(): Promise<void> {
    this.#ending ??= this.#tearDown();
    return this.#ending;
  }

  async #tearDown(): Promise<void> {
    this.cancel();
    await this.#activity;
    const started = performance.now();
    this.#enter('tearing down', 'The practice farm is being taken down.');
    try {
      await this.#world?.tearDown();
      this.#enter('gone', 'The practice farm is gone: no process and no file of it is left.');
    } catch (error) {
      // Its processes end by themselves, at the latest with the lease; whether files stay is not known here.
      const fault = errorData(error);
      this.#enter('gone', `The practice farm could not be seen to its end: ${fault.message}`, fault);
    } finally {
      this.#durations.tearDown = performance.now() - started;
      this.#durations.total = performance.now() - this.#begun;
      this.#journal.close();
    }
  }

  /** Every event with a number above `after`, then those to come, until the practice farm is gone. */
  events(after: number, signal?: AbortSignal): AsyncGenerator<JournalEvent> {
    return this.#journal.follow(after, signal);
  }

  #begin(activity: (signal: AbortSignal) => Promise<void>): void {
    if (this.#cancel !== null || this.#ending !== null)
      throw new FarmError({
        code: 'practice.busy',
        message: `The practice farm is ${this.#state}.`,
        remedy: 'Wait until it is done, or cancel it.',
      });
    const control = new AbortController();
    this.#cancel = control;
    this.#error = null;
    this.#activity = activity(control.signal)
      .then(() => this.#enter('standing', 'The practice farm stands.'))
      .catch((error: unknown) => this.#ended(error, control.signal))
      .finally(() => {
        this.#cancel = null;
        this.#durations.total = performance.now() - this.#begun;
      });
  }

  #ended(error: unknown, signal: AbortSignal): void {
    this.#error = this.#secrets.redact(errorData(signal.aborted ? signal.reason : error));
    const after = this.#world === null ? 'failed' : 'standing';
    this.#enter(after, signal.aborted ? 'Cancelled.' : `It ended: ${this.#error.message}`, this.#error);
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    const started = performance.now();
    const front = this.choice.waf ? 'a balancer with a WAF before it' : 'a balancer';
    this.#enter('preparing', `Preparing ${this.choice.nodes} nodes, a database and ${front} on loopback addresses.`);
    const { services } = pick(this.#parts.profiles, this.choice.profile, 'profile', 'profile');
    const layout = await this.#parts.layOut({ ...this.choice, services });
    signal.throwIfAborted();
    const world = await this.#parts.startWorld(layout, this.#parts.newFolder(), signal);
    this.#world = world;
    if (this.#secrets.get(DATABASE_ADMINISTRATOR_PASSWORD) === undefined)
      this.#secrets.set(DATABASE_ADMINISTRATOR_PASSWORD, world.administratorPassword);
    const farm = practiceFarm(`practice-${this.id}`, layout, this.choice);
    this.#inputs = planInputs(farm, this.#parts);
    this.#plan = makePlan(this.#inputs);
    this.#journal.keepIn(world.journal());
    this.#durations.prepare = performance.now() - started;
  }

  async #runAndProve(signal: AbortSignal): Promise<void> {
    const { world, inputs, plan } = this.#standing();
    this.#enter('running', 'Carrying out the plan.');
    const outcome = await runPlan(
      plan,
      {
        host: (name) => world.host(name, this.#secrets),
        vantage: world.vantage,
        wizardAddress: inputs.farm.wizardAddress,
        record: (event) => this.#record(event),
        hashInputs: inputHasher(randomPassword()),
        secret: (name) => this.#secrets.get(name),
      },
      signal,
    );
    keepDurations(this.#durations, outcome);
    signal.throwIfAborted();
    if (outcome.outcome === 'done') this.#planted = [];
    await this.#prove(signal, outcome);
  }

  async #plant(faults: string[], signal: AbortSignal): Promise<void> {
    const { world } = this.#standing();
    this.#enter('planting', 'Breaking the farm on purpose.');
    await world.plant(faults, signal);
    this.#planted = [...new Set([...this.#planted, ...faults])];
    const changes = faults.map((id) => pick(this.#parts.faults, id, 'faults', 'fault').changes);
    this.#record({
      sentence: `Broken on purpose: ${changes.join(' ')}`,
      body: { type: 'practice.faulted', faults: this.#planted },
    });
    await this.#prove(signal);
  }

  async #prove(signal: AbortSignal, run?: RunOutcome): Promise<void> {
    const { world, inputs } = this.#standing();
    const started = performance.now();
    this.#enter('verifying', 'Proving the farm.');
    const judged: Outcome[] = [];
    const result = await proveFarm(
      inputs,
      {
        vantage: world.vantage,
        consent: { auditEntries: true, drill: this.choice.drill ?? true },
        host: (name) => world.host(name, this.#secrets),
        findAudit: world.findAudit(inputs.farm, inputs.profile, this.#secrets),
        record: (event) => {
          if (event.body.type === 'check.judged') judged.push(event.body.outcome);
          this.#record(event);
        },
      },
      { faults: this.#planted, judged, signal, ...(run?.outcome === 'failed' ? { failure: run } : {}) },
    );
    this.#durations.verify = performance.now() - started;
    this.#durations.total = performance.now() - this.#begun;
    this.#result = this.#secrets.redact({ ...result, durationsMs: { ...this.#durations } });
    this.#record({ page: 'verify', sentence: result.sentence, body: { type: 'verify.ended', result: this.#result } });
    signal.throwIfAborted();
  }

  #standing(): { world: PracticeWorld; inputs: PlanInputs; plan: Plan } {
    if (this.#world === null || this.#inputs === null || this.#plan === null)
      throw new FarmError({
        code: 'practice.not-standing',
        message: 'There are no practice hosts.',
        remedy: 'Start a new practice farm.',
      });
    return { world: this.#world, inputs: this.#inputs, plan: this.#plan };
  }

  #enter(state: PracticeState, sentence: string, error?: ErrorData): void {
    this.#state = state;
    this.#record({ sentence, body: { type: 'practice.state', state, ...(error === undefined ? {} : { error }) } });
  }

  #record(event: NewEvent): void {
    this.#journal.append(this.#secrets.redact(event));
  }
}
