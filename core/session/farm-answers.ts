import type { FarmFile } from '../farm-file/farm-file.ts';
import { answeredPaths } from '../history/answers-and-pages.ts';
import { lastProof } from '../history/last-proof.ts';
import { activityUnderWay } from '../history/latest-run.ts';
import { nodesOfRuns } from '../history/nodes-of-runs.ts';
import type { JournalEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import type { PageStanding, Problem, Question } from '../model/form.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Placing } from '../model/site.ts';
import { makePlan } from '../planner/make-plan.ts';
import { planInputs } from '../planner/plan-inputs.ts';
import { type FarmForm, farmForm, type Pending } from '../wizard/farm-form.ts';
import { choosesOwn, REACH } from '../wizard/own-questions.ts';
import { pageStandings, type StandingInputs } from '../wizard/page-standings.ts';
import { questionsOf } from '../wizard/questions.ts';
import { type Applied, applyAnswers } from './apply-answers.ts';
import type { Parts } from './parts.ts';
import { siteKind } from './site-kind.ts';

/** The answers of an open farm file, the plan they make, and where that leaves every page. */
export class FarmAnswers {
  readonly #parts: Parts;
  readonly #file: FarmFile;
  readonly #events: () => readonly JournalEvent[];
  #inputs: PlanInputs;
  #plan: Plan;
  #problems: Problem[] | null = null;

  /**
   * @param events all that happened so far
   * @throws FarmError where the answers name something this version does not have
   */
  constructor(parts: Parts, file: FarmFile, events: () => readonly JournalEvent[]) {
    this.#parts = parts;
    this.#file = file;
    this.#events = events;
    this.#inputs = planInputs(file.record.farm, parts);
    this.#plan = makePlan(this.#inputs);
  }

  get inputs(): PlanInputs {
    return this.#inputs;
  }
  /** Gives the hosts their addresses and ports; null where they are asked. */
  get placing(): Placing | null {
    return siteKind(this.#parts.sites, this.#inputs.farm).placing;
  }
  get plan(): Plan {
    return this.#plan;
  }
  /** Answers that cannot be used yet, by path, as they were given. */
  get pending(): Pending {
    return this.#file.record.pending;
  }
  get questions(): Question[] {
    return this.#questions(this.pending[REACH]);
  }

  /** @param reach how the hosts are to be reached, where that waits to be used or is answered now */
  #questions(reach: unknown): Question[] {
    const { profile } = this.#inputs;
    const practice = this.placing !== null && !choosesOwn(reach);
    return questionsOf(profile, this.#parts.balancers, practice ? 'practice' : 'own');
  }

  /**
   * Takes answers in and saves them. What cannot be used yet is kept, and the plan stays as it was.
   * @returns labels of what was answered
   * @throws FarmError `input.unknown`, `farm-file.*`
   */
  async give(values: readonly { path: string; value: unknown }[]): Promise<string[]> {
    const applied = await this.#apply(values);
    this.#keep(applied);
    this.#problems = applied.problems;
    return this.questions.filter(({ path }) => values.some((value) => value.path === path)).map(({ label }) => label);
  }

  /** Questions, answers, and what is wrong with them. */
  async form(events: readonly JournalEvent[]): Promise<FarmForm> {
    const answered = answeredPaths(events);
    const { pending } = this.#file.record;
    return farmForm(this.#inputs, this.questions, { pending, problems: await this.problems(), answered });
  }

  /** What is wrong with the answers that cannot be used yet. */
  async problems(): Promise<Problem[]> {
    if (this.#problems !== null) return this.#problems;
    const applied = await this.#apply([]);
    // What hindered an answer may be gone: it is taken in then, and not shown beside a farm that lacks it.
    if (!this.#file.readOnly && Object.keys(this.#file.record.pending).length > 0) this.#keep(applied);
    this.#problems ??= applied.problems;
    return this.#problems;
  }

  /** Where every page stands. @param secrets.missing their titles @param running whether a run goes on */
  async standings(
    events: readonly JournalEvent[],
    secrets: { missing: readonly string[]; entered: StandingInputs['enteredSecrets'] },
    running: boolean,
  ): Promise<PageStanding[]> {
    return pageStandings({
      farm: this.#inputs.farm,
      plan: this.#plan,
      events,
      problems: await this.problems(),
      questions: this.questions,
      missingSecrets: secrets.missing,
      enteredSecrets: secrets.entered,
      result: this.#file.record.result,
      today: new Date().toISOString().slice(0, 10),
      proof: lastProof(events),
      replan: (farm) => this.#replan(farm),
      running: running ? activityUnderWay(events) : null,
      waivers: this.#file.record.waivers,
    });
  }

  #keep({ farm, pending }: Applied): void {
    try {
      this.#file.saveAnswers(farm, pending);
    } finally {
      // As the file has it now, whether the answers could be saved or not.
      this.#inputs = planInputs(this.#file.record.farm, this.#parts);
      this.#plan = makePlan(this.#inputs);
    }
  }

  #apply(values: readonly { path: string; value: unknown }[]) {
    const { farm, pending } = this.#file.record;
    return applyAnswers(farm, pending, values, {
      questions: this.#questions((values.findLast(({ path }) => path === REACH) ?? { value: pending[REACH] }).value),
      placing: this.placing,
      stood: nodesOfRuns(this.#events()),
      plannable: (changed) => {
        makePlan(planInputs(changed, this.#parts));
        siteKind(this.#parts.sites, changed).refuse(changed);
      },
    });
  }

  #replan(farm: Farm): Plan | null {
    try {
      return makePlan(planInputs(farm, this.#parts));
    } catch {
      // Answers that were good alone need not be good together with others.
      return null;
    }
  }
}
