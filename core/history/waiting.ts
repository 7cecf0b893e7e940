import type { JournalEvent } from '../model/event.ts';
import { type Page, type Plan, type Step, stepsOf } from '../model/plan.ts';
import { foldSteps, noSteps } from './fold-steps.ts';
import { handIns } from './hand-ins.ts';

/** Something that a farm waits for until a person hands it in. */
export interface Waiting {
  /** Id of the step or of the reading. */
  id: string;
  kind: 'step' | 'reading';
  title: string;
  host: string;
  /** Who was asked. */
  who: string;
  page: Page;
  /** Hash of what the step is made from; of a reading its id. */
  inputs: string;
  /** ISO 8601, UTC. */
  since: string;
  /** What the person said who handed in last, where that did not end the wait; null where nothing came in. */
  reported: { who: string; at: string; text: string; outOfDate: boolean } | null;
}

/**
 * Returns what a farm waits for, steps in the order of the plan and then readings. A step that the plan no longer has, or
 * has otherwise than it was handed over, is not waited for: running the plan hands it over again.
 * @param whoAt who works at a host
 * @param inputsOf hash of what a step is made from now
 */
export function waitingFor(
  events: readonly JournalEvent[],
  plan: Plan,
  whoAt: (host: string) => string,
  inputsOf: (step: Step) => string,
): Waiting[] {
  const { all } = foldSteps(noSteps, events);
  const handedIn = handIns(events);
  const steps = stepsOf(plan).flatMap((step): Waiting[] => {
    const record = all[step.id];
    const inputs = inputsOf(step);
    if (record?.outcome !== 'handed over' || record.inputs !== inputs) return [];
    if (handedIn.ofStep(step.id, inputs)?.outcome === 'done') return [];
    const { id, title, host, page } = step;
    const last = handedIn.lastOfStep(id);
    const since = handedOverAt(events, id, inputs);
    const reported = last === null ? null : { ...last, outOfDate: last.inputs !== inputs };
    return [{ id, kind: 'step', title, host, page, who: whoAt(host), inputs, since, reported }];
  });
  const readings = handedIn.asked.map(({ id, host, who, ask, since }): Waiting => {
    return { id, kind: 'reading', title: ask, host, who, page: 'verify', inputs: id, since, reported: null };
  });
  return [...steps, ...readings];
}

function handedOverAt(events: readonly JournalEvent[], step: string, inputs: string): string {
  const event = events.find(
    ({ body }) =>
      body.type === 'step.state' && body.step === step && body.state === 'handed over' && body.inputs === inputs,
  );
  return event?.at ?? '';
}
