import type { JournalEvent } from '../model/event.ts';
import type { PageStanding } from '../model/form.ts';
import { PAGES, type Page, type Plan, stepsOf } from '../model/plan.ts';
import { emptiedHosts } from '../wizard/emptied-hosts.ts';
import { wasCancelled } from './cancelled.ts';
import { type BegunRun, lastBegun } from './last-begun.ts';

/** A run that was cut off: by a crash, or by a person. */
export interface InterruptedRun {
  /** What it was at: `Further nodes, node-03: Start the service.` */
  sentence: string;
  page: Page;
  /** When it was begun; ISO 8601, UTC. */
  at: string;
}

/** Where the wizard stands. */
export interface WizardStanding {
  pages: PageStanding[];
  landing: Page;
  interrupted: InterruptedRun | null;
  missingSecrets: string[];
  /** Why no hosts are made for it, with what to do; null where they are, or the hosts are others. */
  noHosts: string | null;
  /** Why the last proof says nothing of the farm as it is answered and set up now; null where it does, or there is none. */
  proofOutOfDate: string | null;
}

/**
 * The last run, where it did not come to its end; null where it did, well or not. A run ends in its proof, unless it was
 * to have none. A run of a part is over with the hosts it was begun on: on new ones the rest of the plan comes first.
 */
export function interruptedRun(events: readonly JournalEvent[], plan: Plan): InterruptedRun | null {
  const last = lastBegun(events);
  if (last === null || isOverWithItsHosts(last)) return null;
  const { begun, after, prove } = last;
  if (last.steps === null) return atReaching(last, plan);
  const verdict = after.findLast(({ body }) => body.type === 'verify.ended')?.body;
  const proofCancelled = verdict?.type === 'verify.ended' && wasCancelled(verdict.result);
  const provenSince = after.some(({ body }) => body.type === 'verify.ended' && !wasCancelled(body.result));
  if (provenSince) return null;
  const ended = after.find(({ body }) => body.type === 'run.ended')?.body;
  const outcome = ended?.type === 'run.ended' ? ended.outcome : null;
  if (outcome === null || outcome === 'cancelled')
    return { ...atAStep(last, plan, outcome === null ? CUT_OFF : CANCELLED), at: begun.at };
  if (!prove) return null;
  const how = proofCancelled ? CANCELLED : CUT_OFF;
  return { sentence: `The run was carried out, and its proof ${how}.`, page: 'verify', at: begun.at };
}

const CUT_OFF = 'was cut off';
/** By a person, who knows of it. */
const CANCELLED = 'was cancelled';

function isOverWithItsHosts({ after, selection }: BegunRun): boolean {
  const isPart = selection.page !== undefined || selection.hosts !== undefined;
  return isPart && after.some(({ body }) => emptiedHosts(body) === 'all');
}

function atReaching({ begun, selection }: BegunRun, plan: Plan): InterruptedRun {
  const sentence = `The run ${CUT_OFF} while its hosts were being reached.`;
  return { sentence, page: firstPage(selection.page, plan), at: begun.at };
}

function atAStep({ begun, after }: BegunRun, plan: Plan, how: string): Omit<InterruptedRun, 'at'> {
  const last = after.findLast(({ body }) => body.type === 'step.state' || body.type === 'step.applying');
  const id = last?.body.type === 'step.state' || last?.body.type === 'step.applying' ? last.body.step : null;
  const step = stepsOf(plan).find((candidate) => candidate.id === id);
  const at = step === undefined ? 'before its first step' : `at “${step.title}” on ${step.host}`;
  return { sentence: `The run ${how} ${at}.`, page: step?.page ?? firstPage(begun.page, plan) };
}

function firstPage(chosen: string | null | undefined, plan: Plan): Page {
  return PAGES.find((candidate) => candidate === chosen) ?? plan.stages[0]?.page ?? 'goal';
}
