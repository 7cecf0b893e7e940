import type { JournalEvent } from '../model/event.ts';
import type { PageStanding } from '../model/form.ts';
import { PAGES, type Page, type Plan, stepsOf } from '../model/plan.ts';

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
  /** Why the last proof says nothing of the farm as it is answered and set up now; null where it does, or there is none. */
  proofOutOfDate: string | null;
}

/**
 * The last run, where it did not come to its end; null where it did, well or not. A run ends in its proof, unless it was
 * to have none.
 */
export function interruptedRun(events: readonly JournalEvent[], plan: Plan): InterruptedRun | null {
  const start = events.findLastIndex(({ body }) => body.type === 'run.started');
  const begun = events[start];
  if (begun?.body.type !== 'run.started') return null;
  const after = events.slice(start + 1);
  const provenSince = after.some(
    ({ body }) => body.type === 'verify.ended' && body.result.checks.every(({ verdict }) => verdict !== 'cancelled'),
  );
  if (provenSince) return null;
  const ended = after.find(({ body }) => body.type === 'run.ended')?.body;
  const stepsOver = ended?.type === 'run.ended' && ended.outcome !== 'cancelled';
  if (stepsOver && begun.body.prove === false) return null;
  return stepsOver ? atItsProof(begun) : atAStep(begun, after, plan);
}

function atItsProof({ at }: JournalEvent): InterruptedRun {
  return { sentence: `The run of ${at} was carried out, and its proof was cut off.`, page: 'verify', at };
}

function atAStep(begun: JournalEvent, after: readonly JournalEvent[], plan: Plan): InterruptedRun {
  const last = after.findLast(({ body }) => body.type === 'step.state' || body.type === 'step.applying');
  const id = last?.body.type === 'step.state' || last?.body.type === 'step.applying' ? last.body.step : null;
  const step = stepsOf(plan).find((candidate) => candidate.id === id);
  const page = step?.page ?? PAGES.find((candidate) => candidate === begun.page) ?? plan.stages[0]?.page ?? 'goal';
  const at = step === undefined ? 'before its first step' : `at “${step.title}” on ${step.host}`;
  return { sentence: `The run of ${begun.at} was cut off ${at}.`, page, at: begun.at };
}
