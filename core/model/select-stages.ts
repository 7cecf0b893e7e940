import { FarmError } from './errors.ts';
import { PAGES, type Plan, type Stage, stepsOf } from './plan.ts';

/** What of a plan is carried out: the steps of one page, or of some hosts, or both at once. All of them without. */
export interface Selection {
  page?: string;
  hosts?: string[];
}

/**
 * The stages of a plan with the selected steps, empty ones left out.
 * @throws FarmError `input.unknown` if the plan has no such page or host, or no step of both
 */
export function selectStages(plan: Plan, { page, hosts }: Selection): Stage[] {
  const known = [...new Set(stepsOf(plan).map((step) => step.host))];
  if (page !== undefined && !plan.stages.some((stage) => stage.page === page))
    throw unknown(
      'page',
      page,
      PAGES.filter((candidate) => plan.stages.some((stage) => stage.page === candidate)),
    );
  for (const host of hosts ?? []) if (!known.includes(host)) throw unknown('host', host, known);
  const chosen = plan.stages
    .filter((stage) => page === undefined || stage.page === page)
    .map((stage) => ({
      ...stage,
      steps: stage.steps.filter((step) => hosts === undefined || hosts.includes(step.host)),
    }))
    .filter((stage) => stage.steps.length > 0);
  if (chosen.length === 0) throw nothingChosen(page, hosts);
  return chosen;
}

function nothingChosen(page: string | undefined, hosts: string[] | undefined): FarmError {
  return new FarmError({
    code: 'input.unknown',
    field: 'host',
    message: `The page ${page} has no step on ${hosts?.join(' or ')}.`,
    remedy: 'Leave out the page or the host.',
  });
}

function unknown(field: string, given: string, known: readonly string[]): FarmError {
  return new FarmError({
    code: 'input.unknown',
    field,
    message: `The plan has no ${field} «${given}».`,
    remedy: `Choose one of ${known.join(', ')}.`,
  });
}
