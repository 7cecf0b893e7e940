import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Page } from '../../../core/model/plan.ts';
import { PAGE_NAMES } from '../../page-names.ts';
import { currentResult } from '../../report/current-result.ts';
import { pageWords } from './words.ts';

/** Why nothing can be run from a page now, and the page that helps; null where it can. */
export interface Blocked {
  why: string;
  /** The page to go to, where another one helps. */
  page: Page | null;
}

/** @param page null where all of the plan is to be run */
export function runBlocked(view: FarmView, problems: number, page: Page | null): Blocked | null {
  const { blocked } = pageWords.run;
  if (view.readOnly) return { why: blocked.readOnly, page: null };
  if (view.noHosts !== null) return { why: view.noHosts, page: 'further-nodes' };
  if (view.state !== 'waiting') return { why: blocked.busy, page: null };
  if (problems > 0) return { why: blocked.problems(problems), page: null };
  if (view.missingSecrets.length > 0) return { why: blocked.secrets, page: null };
  const wrong = view.secrets.find(({ tried }) => tried === 'wrong');
  if (wrong !== undefined) return { why: blocked.wrongSecret(wrong.account ?? wrong.name), page: null };
  if (page === null) return null;
  const order = view.pages.map((standing) => standing.page);
  const before = order.slice(0, order.indexOf(page)).filter((candidate) => hasOpenSteps(view, candidate));
  const [first] = before;
  if (first === undefined) return null;
  return { why: blocked.before(before.map((candidate) => PAGE_NAMES[candidate]).join(', ')), page: first };
}

/** Whether the page's own verb is what comes next, and can be used: then it is the primary button, and *Continue* is not. */
export function isVerbNext(view: FarmView, page: Page): boolean {
  const acts = page === 'verify' || view.plan.stages.some((stage) => stage.page === page && stage.steps.length > 0);
  const state = view.pages.find((standing) => standing.page === page)?.state;
  return acts && state !== 'done' && runBlocked(view, 0, page === 'verify' ? null : page) === null;
}

/** What was carried out once is enough to go on; whether it is out of date is that page's own affair. */
function hasOpenSteps(view: FarmView, page: Page): boolean {
  // What a proof that holds found amiss is a finding: every step before it was carried out.
  if (currentResult(view) !== null) return false;
  const steps = view.plan.stages.some((stage) => stage.page === page && stage.steps.length > 0);
  const state = view.pages.find((candidate) => candidate.page === page)?.state;
  return steps && state !== 'done' && state !== 'out of date';
}
