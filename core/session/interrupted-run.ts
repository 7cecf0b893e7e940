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
}

/** The last run, where it did not come to its end; null where it did, well or not. */
export function interruptedRun(events: readonly JournalEvent[], plan: Plan): InterruptedRun | null {
  const start = events.findLastIndex(({ body }) => body.type === 'run.started');
  const begun = events[start];
  const after = events.slice(start + 1);
  const ended = after.find(({ body }) => body.type === 'run.ended')?.body;
  const provenSince = after.some(
    ({ body }) => body.type === 'verify.ended' && body.result.checks.every(({ verdict }) => verdict !== 'cancelled'),
  );
  if (begun === undefined || provenSince || (ended?.type === 'run.ended' && ended.outcome !== 'cancelled')) return null;
  const last = after.findLast(({ body }) => body.type === 'step.state' || body.type === 'step.applying');
  const id = last?.body.type === 'step.state' || last?.body.type === 'step.applying' ? last.body.step : null;
  const step = stepsOf(plan).find((candidate) => candidate.id === id);
  const page = step?.page ?? PAGES.find((candidate) => candidate === begun.page) ?? plan.stages[0]?.page ?? 'goal';
  const at = step === undefined ? 'before its first step' : `at “${step.title}” on ${step.host}`;
  return { sentence: `The run of ${begun.at} was cut off ${at}.`, page, at: begun.at };
}
