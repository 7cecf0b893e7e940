import { type Action, limitOf } from '../model/action.ts';
import { describeAction } from '../model/describe-action.ts';
import { errorData, FarmError } from '../model/errors.ts';
import type { StepState } from '../model/event.ts';
import type { Host, Inspection, OfStep } from '../model/host.ts';
import type { Plan, Step } from '../model/plan.ts';
import { bind } from '../model/text.ts';
import { fetchValues, type Values } from './fetch-values.ts';
import type { RunnerPorts } from './ports.ts';
import { inputsForPeople, labelOf, secretHashes, stepInputs } from './step-inputs.ts';
import { waitForHealth } from './wait-for-health.ts';

/** A step on its way: its host, the values of its references, and the hash of all it is made from. */
interface Work {
  step: Step;
  host: Host;
  values: Values;
  inputs: string;
  /** The hash of each secret in it; of a step for people none. */
  secrets: Record<string, string>;
}

/**
 * Carries out one step: inspect, apply what is not in place, inspect again, confirm. Nothing is done twice: an action
 * whose state is in place is left alone. A step that was handed to a person is neither inspected again nor confirmed.
 * @param how.behind whether a step before it is with a person still: then it cannot behave as it should yet
 * @param how.mayChange resolves when the host may be changed; with false it is left as it is
 * @throws FarmError of the action that failed, or the signal's reason; the step's event says which
 */
export async function runStep(
  plan: Plan,
  step: Step,
  ports: RunnerPorts,
  signal: AbortSignal,
  { behind, mayChange }: { behind: boolean; mayChange: (step: Step) => Promise<boolean> },
): Promise<'done' | 'handed over' | 'not begun'> {
  const started = performance.now();
  try {
    state(step, ports, 'inspecting', `Looking at ${step.host}: ${step.title}.`);
    const host = ports.host(step.host);
    const values = host.takes === 'labels' ? labelOf : await fetchValues(plan, step, ports, signal);
    const farm = host.takes === 'labels' ? ports.about?.farm : undefined;
    const inputs = ports.hashInputs(farm === undefined ? stepInputs(step, values) : inputsForPeople(step, farm));
    const secrets = host.takes === 'labels' ? {} : secretHashes(step, values, ports.hashInputs);
    const work = { step, host, values, inputs, secrets };
    const before = await inspectAll(work, signal);
    const inPlace = before.every((inspection) => inspection === null || inspection.state === 'in place');
    if (!inPlace) {
      // What a person is to do is not begun by handing it over; so it stays handed over when this ends half-way.
      if (host.answers === 'at once') {
        if (!(await mayChange(step))) {
          state(step, ports, 'cancelled', `${step.title}: not begun. ${step.host} is left as it is.`);
          return 'not begun';
        }
        ports.record({
          ...about(step),
          sentence: `${step.title}: changing ${step.host}.`,
          body: { type: 'step.applying', step: step.id, ...hashesOf(work) },
        });
        state(step, ports, 'applying', `${step.title}.`);
      }
      if ((await applyAll(work, ports, signal)) === 'handed over') {
        state(step, ports, 'handed over', `${step.title}: waiting for a person at ${step.host}.`, work);
        return 'handed over';
      }
      await expectInPlace(work, signal);
    }
    if (step.confirm.length > 0 && !behind) {
      state(step, ports, 'confirming', `${step.title}: waiting until it behaves.`);
      for (const wait of step.confirm) await confirm(step, wait, ports, signal);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (inPlace) state(step, ports, 'in place', `${step.title}: already in place.`, work);
    else state(step, ports, 'done', `${step.title}: done in ${seconds} s.`, work);
    return 'done';
  } catch (error) {
    if (signal.aborted) state(step, ports, 'cancelled', `${step.title}: cancelled.`);
    else {
      const fault = error instanceof FarmError ? { ...errorData(error), at: error.at ?? step.host } : errorData(error);
      ports.record({
        ...about(step),
        sentence: `${step.title}: failed. ${fault.message}`,
        technical: `${fault.code} at ${step.host}`,
        body: { type: 'step.state', step: step.id, state: 'failed', error: fault },
      });
    }
    throw error;
  }
}

/** One inspection per action; null where an action describes a moment and not a state. */
async function inspectAll(work: Work, signal: AbortSignal): Promise<(Inspection | null)[]> {
  const inspections: (Inspection | null)[] = [];
  for (const action of work.step.apply) inspections.push(await inspect(action, work, signal));
  return inspections;
}

async function inspect(action: Action, work: Work, signal: AbortSignal): Promise<Inspection | null> {
  if (action.kind === 'wait' || action.kind === 'accept') return null;
  return work.host.inspect(bind<Action>(action, work.values), ofStep(work), limited(action, signal));
}

/** @returns *handed over* as soon as an action is: the person does all that is left of the step */
async function applyAll(work: Work, ports: RunnerPorts, signal: AbortSignal): Promise<'performed' | 'handed over'> {
  const { step, host, values } = work;
  for (const [index, action] of step.apply.entries()) {
    signal.throwIfAborted();
    const now = await inspect(action, work, signal);
    const report = (outcome: 'performed' | 'in place' | 'failed', sentence: string, technical?: string) =>
      ports.record({
        ...about(step),
        sentence,
        ...(technical === undefined ? {} : { technical }),
        body: { type: 'action.done', step: step.id, action: index, outcome },
      });
    if (now?.state === 'in place') {
      report('in place', `${action.title}: already in place.`, now.detail);
      continue;
    }
    try {
      if (action.kind === 'wait') await confirm(step, action, ports, signal);
      else {
        const bound = bind<Action>(action, values);
        if ((await host.perform(bound, ofStep(work), limited(action, signal))) === 'handed over') return 'handed over';
      }
      report('performed', `${action.title}: done.`, `${describeAction(action)}${now ? `; before: ${now.detail}` : ''}`);
    } catch (error) {
      report('failed', `${action.title}: not done.`);
      throw error;
    }
  }
  return 'performed';
}

/** False success is the worst fault there is: what was applied is looked at again. */
async function expectInPlace(work: Work, signal: AbortSignal): Promise<void> {
  const { step } = work;
  for (const [index, inspection] of (await inspectAll(work, signal)).entries()) {
    if (inspection === null || inspection.state === 'in place') continue;
    throw new FarmError({
      code: 'step.not-in-place',
      message: `${step.apply[index]?.title ?? step.title}: carried out, but not in place afterwards: ${inspection.detail}.`,
      remedy: step.ifNot,
      at: step.host,
    });
  }
}

async function confirm(
  step: Step,
  wait: Extract<Action, { kind: 'wait' }>,
  ports: RunnerPorts,
  signal: AbortSignal,
): Promise<void> {
  const { times, limitMs } = wait;
  await waitForHealth(
    wait,
    ports.vantage,
    ports.wizardAddress,
    ({ healthy, elapsedMs, seen }) =>
      ports.record({
        ...about(step),
        sentence: `${healthy} of ${times} healthy answers, ${(elapsedMs / 1000).toFixed(1)} of ${limitMs / 1000} s.`,
        technical: seen,
        body: { type: 'wait.progress', step: step.id, healthy, times, elapsedMs, limitMs },
      }),
    signal,
  );
}

function hashesOf({ inputs, secrets }: Work): { inputs: string; secrets?: Record<string, string> } {
  return Object.keys(secrets).length === 0 ? { inputs } : { inputs, secrets };
}

function state(step: Step, ports: RunnerPorts, to: StepState, sentence: string, work?: Work): void {
  const hash = work === undefined ? {} : hashesOf(work);
  ports.record({ ...about(step), sentence, body: { type: 'step.state', step: step.id, state: to, ...hash } });
}

function about(step: Step): { host: string; page: string } {
  return { host: step.host, page: step.page };
}

function limited(action: Action, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(limitOf(action))]);
}

function ofStep({ step, inputs }: Work): OfStep {
  return { step: step.id, inputs };
}
