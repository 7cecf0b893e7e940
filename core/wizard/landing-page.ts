import type { PageStanding } from '../model/form.ts';
import type { Page } from '../model/plan.ts';

/** The page to open first: the first that needs attention, else the first that is not done, else the last page. */
export function landingPage(standings: readonly PageStanding[]): Page {
  const first = (...states: PageStanding['state'][]) => standings.find(({ state }) => states.includes(state))?.page;
  return first('needs attention') ?? first('out of date', 'waiting for someone', 'not started', 'locked') ?? 'runbook';
}
