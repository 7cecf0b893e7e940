import { type Action, limitOf } from '../model/action.ts';
import { errorData } from '../model/errors.ts';
import { type Plan, type Step, stepsOf } from '../model/plan.ts';
import type { StepSeen } from '../model/step-seen.ts';
import { bind } from '../model/text.ts';
import { fetchValues } from './fetch-values.ts';
import type { RunnerPorts } from './ports.ts';

/**
 * Looks at every step of a plan on the hosts that answer at once, and changes nothing.
 * @returns the steps in the order of the plan; those on hosts where a person works are left out
 * @throws the signal's reason when cancelled
 */
export async function inspectPlan(
  plan: Plan,
  ports: Pick<RunnerPorts, 'host' | 'secret'>,
  signal: AbortSignal,
): Promise<StepSeen[]> {
  const steps = stepsOf(plan).filter(({ host }) => ports.host(host).answers === 'at once');
  const seen = new Map<string, StepSeen>();
  await Promise.all(
    [...new Set(steps.map(({ host }) => host))].map(async (name) => {
      const own = steps.filter(({ host }) => host === name);
      for (const step of own) seen.set(step.id, await inspectStep(plan, step, ports, signal));
    }),
  );
  return steps.flatMap(({ id }) => seen.get(id) ?? []);
}

async function inspectStep(
  plan: Plan,
  step: Step,
  ports: Pick<RunnerPorts, 'host' | 'secret'>,
  signal: AbortSignal,
): Promise<StepSeen> {
  const { id, title, host } = step;
  const found = (state: StepSeen['state'], detail = '', action?: Action['kind']): StepSeen => ({
    ...{ step: id, title, host, state, detail },
    ...(action === undefined ? {} : { action }),
  });
  try {
    const values = await fetchValues(plan, step, ports, signal);
    for (const action of step.apply) {
      if (action.kind === 'wait' || action.kind === 'accept') continue;
      const until = AbortSignal.any([signal, AbortSignal.timeout(limitOf(action))]);
      const { state, detail } = await ports
        .host(host)
        .inspect(bind<Action>(action, values), { step: id, inputs: '' }, until);
      if (state !== 'in place')
        return found(
          state === 'not known' ? 'not known' : 'differs',
          detail.startsWith(action.title) ? detail : `${action.title}: ${detail}`,
          action.kind,
        );
    }
    return found('in place');
  } catch (error) {
    signal.throwIfAborted();
    return found('not known', errorData(error).message.replace(/\.$/, ''));
  }
}
