import type { JournalEvent } from '../model/event.ts';
import { PAGES, type Page, type Plan, stepsOf } from '../model/plan.ts';
import { emptiedHosts } from './emptied-hosts.ts';
import { wasCancelled } from './last-proof.ts';
import { isOfWholePlan, type LatestRun, latestRun } from './latest-run.ts';
import { waitingProof } from './waiting-proof.ts';

/** A run that was cut off: by a crash, or by a person. */
export interface InterruptedRun {
  /** What it was at: `Further nodes, node-03: Start the service.` */
  sentence: string;
  page: Page;
  /** When it was begun; ISO 8601, UTC. */
  at: string;
}

/**
 * Returns the last run where it did not come to its end; null where it did, whether it succeeded or failed. The end of a run
 * is its proof, or its last step where it was begun without a proof. A run of a part of the plan also ends when its hosts are
 * gone: on new hosts the rest of the plan has to be carried out first.
 */
export function interruptedRun(events: readonly JournalEvent[], plan: Plan): InterruptedRun | null {
  const last = latestRun(events);
  if (last === null || isOverWithItsHosts(last)) return null;
  const { begun, after, prove } = last;
  if (last.steps === null) return atReaching(last, plan);
  const verdict = after.findLast(({ body }) => body.type === 'verify.ended')?.body;
  const proofCancelled = verdict?.type === 'verify.ended' && wasCancelled(verdict.result);
  const provenSince = after.some(({ body }) => body.type === 'verify.ended' && !wasCancelled(body.result));
  if (provenSince || waitingProof(events) !== null) return null;
  const ended = after.find(({ body }) => body.type === 'run.ended')?.body;
  const outcome = ended?.type === 'run.ended' ? ended.outcome : null;
  // It goes on when people have handed in what they were asked for.
  if (outcome === 'waiting') return null;
  if (outcome === null || outcome === 'cancelled')
    return { ...atAStep(last, plan, outcome === null ? CUT_OFF : CANCELLED), at: begun.at };
  if (!prove) return null;
  const how = proofCancelled ? CANCELLED : CUT_OFF;
  return { sentence: `The run was carried out, and its proof ${how}.`, page: 'verify', at: begun.at };
}

const CUT_OFF = 'was cut off';
/** A person cancelled it, and knows of it. */
const CANCELLED = 'was cancelled';

function isOverWithItsHosts({ after, selection }: LatestRun): boolean {
  return !isOfWholePlan(selection) && after.some(({ body }) => emptiedHosts(body) === 'all');
}

function atReaching({ begun, selection }: LatestRun, plan: Plan): InterruptedRun {
  const sentence = `The run ${CUT_OFF} while its hosts were being reached.`;
  return { sentence, page: firstPage(selection.page, plan), at: begun.at };
}

function atAStep({ begun, after }: LatestRun, plan: Plan, how: string): Omit<InterruptedRun, 'at'> {
  const last = after.findLast(({ body }) => body.type === 'step.state' || body.type === 'step.applying');
  const id = last?.body.type === 'step.state' || last?.body.type === 'step.applying' ? last.body.step : null;
  const step = stepsOf(plan).find((candidate) => candidate.id === id);
  const at = step === undefined ? 'before its first step' : `at “${step.title}” on ${step.host}`;
  return { sentence: `The run ${how} ${at}.`, page: step?.page ?? firstPage(begun.page, plan) };
}

function firstPage(chosen: string | null | undefined, plan: Plan): Page {
  return PAGES.find((candidate) => candidate === chosen) ?? plan.stages[0]?.page ?? 'goal';
}
