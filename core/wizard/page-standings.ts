import type { JournalEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import type { PageStanding, Problem, Question } from '../model/form.ts';
import { PAGES, type Page, type Plan, type Step, stepsOf } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import { answerAt } from './farm-form.ts';
import { setUpSteps } from './set-up-steps.ts';

/** All that the standing of the pages follows from. */
export interface StandingInputs {
  farm: Farm;
  plan: Plan;
  events: readonly JournalEvent[];
  problems: readonly Problem[];
  questions: readonly Question[];
  /** Titles of the secrets that nobody gave yet. */
  missingSecrets: readonly string[];
  result: Result | null;
  /** `2026-11-30`: an acceptance counts until its last day. */
  today: string;
  proof: { outdated: boolean } | null;
  /** The plan other answers would make; null where they make none. */
  replan(farm: Farm): Plan | null;
  /** A run goes on: what it does counts for the pages when it has ended. */
  running: boolean;
}

/**
 * Where every page stands, by the plan and by what happened. A page is out of date when a step of it would now be
 * another one than the one that was carried out: what depends on an answer, the plan knows.
 */
export function pageStandings(given: StandingInputs): PageStanding[] {
  const inputs = given.running ? { ...given, events: beforeThisRun(given.events) } : given;
  const reached = new Set(inputs.events.flatMap(({ body }) => (body.type === 'page.reached' ? [body.page] : [])));
  const withSteps = new Map<Page, Standing>();
  for (const page of PAGES) {
    const steps = stepsOf(inputs.plan).filter((step) => step.page === page);
    if (steps.length > 0) withSteps.set(page, standingOfSteps(steps, inputs, reached.has(page)));
  }
  const open = [...withSteps].filter(([, { state }]) => state !== 'done').map(([page]) => page);
  const standings = PAGES.map((page) => {
    const standing = wrongAnswers(page, inputs.problems) ?? withSteps.get(page) ?? standingWithoutSteps(page);
    return { page, reached: reached.has(page), count: 0, because: [], ...standing };
  });
  return standings;

  function standingWithoutSteps(page: Page): Standing {
    if (page === 'verify') return standingOfProof(inputs, open);
    if (page === 'runbook') return standingOfRunbook(inputs, open, reached.has(page));
    return { state: reached.has(page) ? 'done' : 'not started' };
  }
}

/** The events before the run that goes on; pages that were reached meanwhile stay reached. */
function beforeThisRun(events: readonly JournalEvent[]): readonly JournalEvent[] {
  const begun = events.findLastIndex(({ body }) => body.type === 'run.started');
  if (begun < 0 || events.slice(begun).some(({ body }) => body.type === 'run.ended')) return events;
  return events.filter(({ body }, index) => index < begun || body.type === 'page.reached');
}

type Standing = Pick<PageStanding, 'state'> & Partial<Pick<PageStanding, 'count' | 'because'>>;

function wrongAnswers(page: Page, problems: readonly Problem[]): Standing | null {
  const own = problems.filter((problem) => problem.page === page);
  if (own.length === 0) return null;
  return { state: 'needs attention', count: own.length, because: own.map(({ message }) => message) };
}

function standingOfSteps(steps: Step[], inputs: StandingInputs, reached: boolean): Standing {
  const history = setUpSteps(inputs.events);
  const known = steps.filter(({ id }) => history.has(id));
  const failed = known.filter(({ id }) => history.get(id)?.state === 'failed');
  if (failed.length > 0)
    return {
      state: 'needs attention',
      count: failed.length,
      because: failed.map(({ title, host }) => `${title} failed on ${host}.`),
    };
  const done = known.filter(({ id }) => history.get(id)?.state === 'done');
  if (done.length === 0) {
    if (reached && inputs.missingSecrets.length > 0)
      return {
        state: 'waiting for someone',
        because: inputs.missingSecrets.map((title) => `Waiting for the ${title}.`),
      };
    return { state: 'not started' };
  }
  const missing = steps.filter(({ id }) => history.get(id)?.state !== 'done');
  const changed = changedSince(done, history, inputs);
  const unfinished = missing.filter(wasPlanned(done, history, inputs));
  if (changed.length === 0 && unfinished.length > 0)
    return { state: 'needs attention', count: unfinished.length, because: notYet(missing) };
  const because = [...changed, ...notYet(missing)];
  return because.length === 0 ? { state: 'done' } : { state: 'out of date', because };
}

/** Tells steps that the last run was to carry out and did not, from steps that an answer asked for since. */
function wasPlanned(done: Step[], history: ReturnType<typeof setUpSteps>, { replan }: StandingInputs) {
  const farm = done.map(({ id }) => history.get(id)?.farm).findLast((under) => under);
  const plan = farm ? replan(farm) : null;
  const ids = new Set(plan === null ? [] : stepsOf(plan).map(({ id }) => id));
  return ({ id }: Step) => history.has(id) || ids.has(id);
}

function notYet(steps: Step[]): string[] {
  return [...new Set(steps.map(({ host }) => host))].map((host) => `Not all steps of ${host} were carried out.`);
}

/** Which answers changed so that a step of this page would now be another one. */
function changedSince(
  done: Step[],
  history: ReturnType<typeof setUpSteps>,
  { farm, questions, replan }: StandingInputs,
): string[] {
  const before = new Map<Farm, Step[]>();
  const because = new Set<string>();
  for (const step of done) {
    const under = history.get(step.id)?.farm;
    if (under) before.set(under, [...(before.get(under) ?? []), step]);
    else because.add('It was carried out when answers were not written down with a run.');
  }
  for (const [old, steps] of before) {
    const ids = new Set(steps.map(({ id }) => id));
    const text = (plan: Plan | null) => plan && JSON.stringify(stepsOf(plan).filter((step) => ids.has(step.id)));
    const were = text(replan(old));
    if (were === JSON.stringify(steps)) continue;
    const changed = questions.filter(({ path }) => !same(answerAt(old, path), answerAt(farm, path)));
    const guilty = changed.filter(({ path }) => text(replan(mixed(old, farm, path))) !== were);
    for (const { label, path } of guilty.length === 0 ? changed : guilty)
      because.add(`${label} was ${shown(answerAt(old, path))}, and is ${shown(answerAt(farm, path))} now.`);
    if (changed.length === 0) because.add('The plan is another one than when this was carried out.');
  }
  return [...because];
}

/** The old answers with the new one in one place. */
function mixed(old: Farm, farm: Farm, path: string): Farm {
  const [key = ''] = path.split('.');
  if (key === 'waf') return { ...old, hops: farm.hops, services: farm.services };
  const rest = path.split('.')[1];
  const [now, then] = [farm, old].map((one) => (one as unknown as Record<string, unknown>)[key]);
  const value = rest === undefined ? now : { ...(then as object), [rest]: (now as Record<string, unknown>)[rest] };
  return { ...old, [key]: value };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length > 4 ? `${value.length} nodes` : value.join(', ');
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function standingOfProof({ result, proof, plan, today }: StandingInputs, open: Page[]): Standing {
  if (result === null) {
    const titles = plan.stages.filter(({ page }) => open.includes(page)).map(({ title }) => title);
    return titles.length === 0
      ? { state: 'not started' }
      : { state: 'locked', because: [`Until this is done: ${titles.join(', ')}.`] };
  }
  if (proof?.outdated || open.length > 0)
    return { state: 'out of date', because: ['Something was begun or changed since the last proof.'] };
  if (result.checks.some(({ waiver }) => waiver !== undefined && waiver.until < today))
    return { state: 'out of date', because: ['An accepted finding has come to its end date.'] };
  if (result.overall === 'ready' || result.overall === 'ready with warnings') return { state: 'done' };
  const count = result.checks.filter(
    ({ required, verdict, waiver }) =>
      required && waiver === undefined && !['pass', 'warning', 'not applicable'].includes(verdict),
  ).length;
  return { state: 'needs attention', count, because: [result.sentence] };
}

function standingOfRunbook(inputs: StandingInputs, open: Page[], reached: boolean): Standing {
  if (!reached) return { state: 'not started' };
  const proven = standingOfProof(inputs, open).state === 'done' && inputs.problems.length === 0;
  return proven ? { state: 'done' } : { state: 'out of date', because: ['The farm is not proven as it stands.'] };
}
