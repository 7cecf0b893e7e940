import { type Action, type BoundAction, limitOf } from '../model/action.ts';
import { describeAction } from '../model/describe-action.ts';
import { errorData, FarmError } from '../model/errors.ts';
import type { StepState } from '../model/event.ts';
import type { Host, Inspection } from '../model/host.ts';
import type { Plan, Step } from '../model/plan.ts';
import { bind } from '../model/text.ts';
import { fetchValues, type Values } from './fetch-values.ts';
import type { RunnerPorts } from './ports.ts';
import { waitForHealth } from './wait-for-health.ts';

/**
 * Carries out one step: inspect, apply what is not in place, inspect again, confirm. Nothing is done twice: an action
 * whose state is in place is left alone.
 * @throws FarmError of the action that failed, or the signal's reason; the step's event says which
 */
export async function runStep(plan: Plan, step: Step, ports: RunnerPorts, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  try {
    state(step, ports, 'inspecting', `Looking at ${step.host}: ${step.title}.`);
    const values = await fetchValues(plan, step, ports, signal);
    const inputs = ports.hashInputs(
      JSON.stringify([...step.apply, ...step.confirm].map((action) => withoutWords(bind<Action>(action, values)))),
    );
    const host = ports.host(step.host);
    const before = await inspectAll(step, host, values, signal);
    const inPlace = before.every((inspection) => inspection === null || inspection.state === 'in place');
    if (!inPlace) {
      ports.record({
        ...about(step),
        sentence: `${step.title}: changing ${step.host}.`,
        body: { type: 'step.applying', step: step.id, inputs },
      });
      state(step, ports, 'applying', `${step.title}.`);
      await applyAll(step, host, values, ports, signal);
      await expectInPlace(step, host, values, signal);
    }
    if (step.confirm.length > 0) {
      state(step, ports, 'confirming', `${step.title}: waiting until it behaves.`);
      for (const wait of step.confirm) await confirm(step, wait, ports, signal);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (inPlace) state(step, ports, 'in place', `${step.title}: already in place.`, inputs);
    else state(step, ports, 'done', `${step.title}: done in ${seconds} s.`, inputs);
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
async function inspectAll(step: Step, host: Host, values: Values, signal: AbortSignal): Promise<(Inspection | null)[]> {
  const inspections: (Inspection | null)[] = [];
  for (const action of step.apply) inspections.push(await inspect(action, host, values, signal));
  return inspections;
}

async function inspect(action: Action, host: Host, values: Values, signal: AbortSignal): Promise<Inspection | null> {
  if (action.kind === 'wait' || action.kind === 'accept') return null;
  return host.inspect(bind<Action>(action, values), limited(action, signal));
}

async function applyAll(
  step: Step,
  host: Host,
  values: Values,
  ports: RunnerPorts,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, action] of step.apply.entries()) {
    signal.throwIfAborted();
    const now = await inspect(action, host, values, signal);
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
      else if ((await host.perform(bind<Action>(action, values), limited(action, signal))) === 'handed over')
        throw handedOver(step, action);
      report('performed', `${action.title}: done.`, `${describeAction(action)}${now ? `; before: ${now.detail}` : ''}`);
    } catch (error) {
      report('failed', `${action.title}: not done.`);
      throw error;
    }
  }
}

/** False success is the worst fault there is: what was applied is looked at again. */
async function expectInPlace(step: Step, host: Host, values: Values, signal: AbortSignal): Promise<void> {
  for (const [index, inspection] of (await inspectAll(step, host, values, signal)).entries()) {
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

function state(step: Step, ports: RunnerPorts, to: StepState, sentence: string, inputs?: string): void {
  const hash = inputs === undefined ? {} : { inputs };
  ports.record({ ...about(step), sentence, body: { type: 'step.state', step: step.id, state: to, ...hash } });
}

function about(step: Step): { host: string; page: string } {
  return { host: step.host, page: step.page };
}

function limited(action: Action, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(limitOf(action))]);
}

/** What an action is made from, without the words that only people read. */
function withoutWords(action: BoundAction): unknown {
  const { title: _title, undo: _undo, ...rest } = { undo: '', ...action };
  return rest;
}

function handedOver(step: Step, action: Action): FarmError {
  return new FarmError({
    code: 'step.handed-over',
    message: `${action.title}: waiting for the person who does it on ${step.host}.`,
    remedy: 'When it is done, run the step again.',
    at: step.host,
  });
}
