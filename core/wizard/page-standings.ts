import { openedPages } from '../history/answers-and-pages.ts';
import { foldSteps, noSteps, type StepRecords } from '../history/fold-steps.ts';
import { cancelledSentence } from '../history/last-proof.ts';
import { beforeRunUnderWay } from '../history/latest-run.ts';
import type { JournalEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import type { PageStanding, Problem, Question } from '../model/form.ts';
import { PAGES, type Page, type Plan, type Step, stepsOf } from '../model/plan.ts';
import { isPromise } from '../model/promise.ts';
import type { Result } from '../model/result.ts';
import type { Waiver } from '../model/waiver.ts';
import { answerAt } from './farm-form.ts';
import { ownAnswerAt, withOwnAnswer } from './own-answers.ts';
import { REACH } from './own-questions.ts';
import { isOpenFinding, pageFindings } from './page-findings.ts';
import { NODES, PERSISTENCE, WAF } from './questions.ts';
import { proofWaitedFor, stepsWaitedFor } from './waited-for.ts';

/** What the states of the pages are derived from. */
export interface StandingInputs {
  farm: Farm;
  plan: Plan;
  events: readonly JournalEvent[];
  problems: readonly Problem[];
  questions: readonly Question[];
  /** Titles of the secrets that are not entered yet. */
  missingSecrets: readonly string[];
  /** The secrets that are entered, by name, each with its title and its hash as steps keep it. */
  enteredSecrets: ReadonlyMap<string, { title: string; hash: string }>;
  result: Result | null;
  /** `2026-11-30`: a waiver holds until its last day. */
  today: string;
  proof: { outdated: boolean } | null;
  /** The plan for other answers; null if no plan can be made from them. */
  replan(farm: Farm): Plan | null;
  /** The activity that is running; pages count its effects when it has ended. Null if nothing runs. */
  running: 'to the proof' | 'something' | null;
  waivers: readonly Waiver[];
}

/**
 * The state of every page, from the plan and the events. A page is out of date if the plan now has a different step than
 * the one that was carried out. So each page depends on exactly the answers that its steps are made from.
 */
export function pageStandings(inputs: StandingInputs): PageStanding[] {
  const { events, running } = inputs;
  const reached = openedPages(events);
  const { all: history } = foldSteps(noSteps, running === null ? events : beforeRunUnderWay(events));
  const withSteps = new Map<Page, Standing>();
  for (const page of PAGES) {
    const steps = stepsOf(inputs.plan).filter((step) => step.page === page);
    if (steps.length > 0) withSteps.set(page, standingOfSteps(page, steps, history, inputs, reached.has(page)));
  }
  const open = new Map([...withSteps].filter(([, { state }]) => state !== 'done'));
  const isProofCurrent = inputs.result !== null && staleProof(inputs, open).length === 0;
  return PAGES.map((page) => {
    const own = withSteps.get(page) ?? standingWithoutSteps(page);
    const found = own.state === 'done' && isProofCurrent ? pageFindings(page, inputs) : null;
    const standing = wrongAnswers(page, inputs.problems) ?? found ?? own;
    return { page, reached: reached.has(page), count: 0, because: [], ...standing };
  });

  function standingWithoutSteps(page: Page): Standing {
    if (page === 'verify') return standingOfProof(inputs, open);
    if (page === 'runbook') return standingOfRunbook(inputs, open, reached.has(page));
    return { state: reached.has(page) ? 'done' : 'not started' };
  }
}

/** Pages with steps that are not done, and their states. */
type Open = ReadonlyMap<Page, Standing>;
type Standing = Pick<PageStanding, 'state'> & Partial<Pick<PageStanding, 'count' | 'because'>>;

function wrongAnswers(page: Page, problems: readonly Problem[]): Standing | null {
  const own = problems.filter((problem) => problem.page === page);
  if (own.length === 0) return null;
  return { state: 'needs attention', count: own.length, because: own.map(({ message }) => message) };
}

function standingOfSteps(
  page: Page,
  steps: Step[],
  history: StepRecords,
  inputs: StandingInputs,
  reached: boolean,
): Standing {
  const known = steps.filter(({ id }) => history[id] !== undefined);
  const failed = known.filter(({ id }) => history[id]?.outcome === 'failed');
  if (failed.length > 0)
    return {
      state: 'needs attention',
      count: failed.length,
      because: failed.map(({ title, host }) => `${title} failed on ${host}.`),
    };
  const handedOver = known.filter(({ id }) => history[id]?.outcome === 'handed over');
  if (handedOver.length > 0)
    return {
      state: 'waiting for someone',
      count: handedOver.length,
      because: stepsWaitedFor(handedOver, inputs.farm),
    };
  const done = known.filter(({ id }) => history[id]?.outcome === 'done');
  const missing = steps.filter(({ id }) => history[id]?.outcome !== 'done');
  // Steps were started and none ended: something may have been changed on the host.
  if (done.length === 0 && known.length > 0)
    return { state: 'needs attention', count: missing.length, because: notYet(missing) };
  const before = Object.values(history).find((step) => step.page === page && step.outcome === 'done');
  if (done.length === 0 && before !== undefined)
    return { state: 'out of date', because: [...replaced(page, before.farm, inputs), ...notYet(steps)] };
  if (done.length === 0) {
    if (reached && inputs.missingSecrets.length > 0)
      return {
        state: 'waiting for someone',
        because: inputs.missingSecrets.map((title) => `Enter the ${title}.`),
      };
    return { state: 'not started' };
  }
  const changed = changedSince(done, history, inputs);
  const unfinished = missing.filter(wasPlanned(done, history, inputs));
  if (changed.length === 0 && unfinished.length > 0)
    return { state: 'needs attention', count: unfinished.length, because: notYet(missing) };
  const because = [...changed, ...notYet(missing)];
  return because.length === 0 ? { state: 'done' } : { state: 'out of date', because };
}

/** True for steps that the last run should have carried out; false for steps that a later answer added. */
function wasPlanned(done: Step[], history: StepRecords, { replan }: StandingInputs) {
  const farm = done.map(({ id }) => history[id]?.farm).findLast((under) => under);
  const plan = farm ? replan(farm) : null;
  const ids = new Set(plan === null ? [] : stepsOf(plan).map(({ id }) => id));
  return ({ id }: Step) => history[id] !== undefined || ids.has(id);
}

function notYet(steps: Step[]): string[] {
  return [...new Set(steps.map(({ host }) => host))].map((host) => `Not all steps on ${host} are done.`);
}

/** The changed answers that change a step of this page. */
function changedSince(done: Step[], history: StepRecords, inputs: StandingInputs): string[] {
  const { farm, replan, questions } = inputs;
  // Only a farm whose hosts Farmwright makes is asked for a WAF.
  const asksWaf = questions.some(({ path }) => path === WAF);
  const before = new Map<Farm, Step[]>();
  const because = new Set<string>();
  for (const step of done) {
    const under = history[step.id]?.farm;
    if (under) before.set(under, [...(before.get(under) ?? []), step]);
    else because.add('An earlier version ran these steps and did not save the answers with them.');
    for (const [name, hash] of Object.entries(history[step.id]?.secrets ?? {})) {
      const entered = inputs.enteredSecrets.get(name);
      if (entered !== undefined && entered.hash !== hash)
        because.add(`The ${entered.title} entered now is not the one these steps were carried out with.`);
    }
  }
  for (const [old, steps] of before) {
    const ids = new Set(steps.map(({ id }) => id));
    const text = (plan: Plan) => JSON.stringify(stepsOf(plan).filter((step) => ids.has(step.id)));
    if (asksWaf && answerAt(old, WAF) !== answerAt(farm, WAF)) {
      const how = farm.hops.length > 1 ? 'added' : 'removed';
      because.add(`A WAF was ${how}: all practice hosts must be created again.`);
    }
    const then = replan(old);
    if (then !== null && text(then) === JSON.stringify(steps)) continue;
    for (const sentence of changedAnswers(old, inputs, text)) because.add(sentence);
  }
  return [...because];
}

/** The changed answers because of which this page now has other steps than those that were carried out. */
function replaced(page: Page, old: Farm | null, inputs: StandingInputs): string[] {
  if (old === null) return [];
  return changedAnswers(old, inputs, (plan) => JSON.stringify(stepsOf(plan).filter((step) => step.page === page)));
}

/** The changed answers that change the text of a plan by themselves; if none does, all changed answers. */
function changedAnswers(
  old: Farm,
  { farm, questions, replan }: StandingInputs,
  text: (plan: Plan) => string,
): string[] {
  const textUnder = (answers: Farm) => {
    const plan = replan(answers);
    return plan === null ? null : text(plan);
  };
  const were = textUnder(old);
  const changed = questions.filter(({ path }) => !same(answerAt(old, path), answerAt(farm, path)));
  const guilty = changed.filter(({ path }) => textUnder(mixed(old, farm, path)) !== were);
  if (changed.length === 0) return ['The plan has changed since these steps were carried out.'];
  return (guilty.length === 0 ? changed : guilty).map((question) => {
    const [before, now] = [old, farm].map((answers) => shown(question, answerAt(answers, question.path)));
    return question.kind === 'rows'
      ? `${question.label} changed.`
      : `${question.label} changed from ${before} to ${now}.`;
  });
}

/** The old answers with one new answer. */
function mixed(old: Farm, farm: Farm, path: string): Farm {
  const [key = ''] = path.split('.');
  if (key === WAF) return { ...old, hops: farm.hops, services: withPersistence(farm.services, old.services) };
  if (key === NODES) return { ...old, hosts: farm.hosts };
  if (key === PERSISTENCE) return { ...old, services: withPersistence(old.services, farm.services) };
  if (key === REACH) return farm;
  const own = ownAnswerAt(farm, path);
  if (own !== undefined) return withOwnAnswer(old, path, own) as Farm;
  const rest = path.split('.')[1];
  const [now, then] = [farm, old].map((one) => (one as unknown as Record<string, unknown>)[key]);
  const value = rest === undefined ? now : { ...(then as object), [rest]: (now as Record<string, unknown>)[rest] };
  return { ...old, [key]: value };
}

/** These services, each with the persistence of the service of the same name in the other list. */
function withPersistence(services: Farm['services'], others: Farm['services']): Farm['services'] {
  return services.map((service) => {
    const other = others.find(({ name }) => name === service.name);
    return { ...service, persistence: other?.persistence ?? service.persistence };
  });
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function shown({ choices, unit }: Question, value: unknown): string {
  if (Array.isArray(value)) return value.length > 4 ? `${value.length} nodes` : value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = choices.find((choice) => choice.value === value)?.label ?? String(value);
  return unit === null ? text : `${text} ${unit}`;
}

/** Reasons why the last proof does not hold for the current farm; empty if it holds. */
function staleProof({ result, proof, plan, today }: StandingInputs, open: Open): string[] {
  if (open.size > 0) return [...open].map(([page, standing]) => `${titleOf(page, plan)} ${shortly(standing)}`);
  if (proof?.outdated) return ['A run was started or an answer changed after the last verification.'];
  if (result?.checks.some(({ waiver }) => waiver !== undefined && waiver.until < today))
    return ['A waiver has expired.'];
  if (result?.overall === 'ready with warnings' && result.checks.some(isWaivedTooMuch))
    return [
      'The last verification was made by an earlier version, whose waivers also covered what was not seen to fail.',
    ];
  return [];
}

/** Earlier versions let waivers cover the promise, and checks that did not run. */
function isWaivedTooMuch({ id, verdict, waiver }: Result['checks'][number]): boolean {
  return waiver !== undefined && verdict !== 'warning' && (verdict !== 'fail' || isPromise(id));
}

function titleOf(page: Page, plan: Plan): string {
  return `“${plan.stages.find((stage) => stage.page === page)?.title ?? page}”`;
}

/** State and first reason. The page itself shows all reasons. */
function shortly({ state, because: [first] = [] }: Standing): string {
  const verb = state === 'needs attention' || state === 'not started' ? state.replace('not', 'is not') : `is ${state}`;
  return first === undefined ? `${verb}.` : `${verb}: ${first}`;
}

function standingOfProof(inputs: StandingInputs, open: Open): Standing {
  const { result, running, plan, events } = inputs;
  const waiting = running === null ? proofWaitedFor(events) : null;
  if (waiting !== null) return waiting;
  if (result === null) {
    const titles = plan.stages.filter(({ page }) => open.has(page)).map(({ title }) => title);
    // The run that is under way does the missing steps and then verifies.
    return titles.length === 0 || running === 'to the proof'
      ? { state: 'not started' }
      : { state: 'locked', because: [`Complete this first: ${titles.join(', ')}.`] };
  }
  const stale = staleProof(inputs, open);
  if (stale.length > 0) return { state: 'out of date', because: stale };
  if (result.overall === 'ready' || result.overall === 'ready with warnings') return { state: 'done' };
  const cancelled = cancelledSentence(result);
  const because = cancelled === null ? [result.sentence] : [`${cancelled} Verify again.`];
  return { state: 'needs attention', count: result.checks.filter(isOpenFinding).length, because };
}

function standingOfRunbook(inputs: StandingInputs, open: Open, reached: boolean): Standing {
  if (!reached) return { state: 'not started' };
  const proof = standingOfProof(inputs, open);
  if (proof.state === 'done' && inputs.problems.length === 0) return { state: 'done' };
  const why = proof.state === 'done' ? inputs.problems.map(({ message }) => message) : (proof.because ?? []);
  const stale = proof.state === 'needs attention' ? [] : ['The farm was not verified in its current state.'];
  return { state: 'out of date', because: [...stale, ...why] };
}
