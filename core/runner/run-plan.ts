import { type ErrorData, errorData } from '../model/errors.ts';
import type { Plan, Stage, Step } from '../model/plan.ts';
import { type Selection, selectStages } from '../model/select-stages.ts';
import { FirstChange } from './first-change.ts';
import type { RunnerPorts } from './ports.ts';
import { runStep } from './run-step.ts';

/** Hosts that are worked on at the same time within a stage, once the first of them is done. */
const HOSTS_AT_ONCE = 4;

export type RunOutcome =
  /** *waiting*: for people, to whom steps were handed over. */
  | { outcome: 'done' | 'cancelled' | 'waiting'; stageMs: Record<string, number> }
  | { outcome: 'failed'; stageMs: Record<string, number>; step: Step; error: ErrorData };

/**
 * Carries out a plan, stage after stage. Within a stage the steps of one host keep their order. The first host comes
 * alone, and so does the first one that is changed: a mistake shows on one host only. Then the others run beside each
 * other. A failed step lets the other hosts end their step, and the run ends there. A step that is handed to a person holds up the later steps of its host;
 * the run ends *waiting* after the stage.
 * @param selection what of the plan; outputs of steps that are left out are read back from their hosts
 * @returns how it ended and how long each stage took, in milliseconds by page; expected failures are values, not throws
 */
export async function runPlan(
  plan: Plan,
  ports: RunnerPorts,
  signal: AbortSignal,
  selection: Selection = {},
): Promise<RunOutcome> {
  const stageMs: Record<string, number> = {};
  const stages = selectStages(plan, selection);
  const steps = stages.reduce((sum, stage) => sum + stage.steps.length, 0);
  ports.record({
    sentence: `The run begins: ${steps} steps.`,
    body: { type: 'run.started', plan: plan.farm, steps, ...selection, ...ports.about },
  });
  for (const stage of stages) {
    const started = performance.now();
    const { failure, waiting } = signal.aborted ? NOTHING : await runStage(plan, stage, ports, signal);
    stageMs[stage.page] = performance.now() - started;
    if (signal.aborted) {
      ports.record({
        sentence: `The run was cancelled in “${stage.title}”. What was done stays; running it again continues there.`,
        body: { type: 'run.ended', outcome: 'cancelled' },
      });
      return { outcome: 'cancelled', stageMs };
    }
    if (failure !== undefined) {
      ports.record({
        sentence: `The run ended at “${failure.step.title}”: ${failure.error.message}`,
        body: { type: 'run.ended', outcome: 'failed', error: failure.error },
      });
      return { outcome: 'failed', stageMs, ...failure };
    }
    if (waiting.length > 0) {
      const hosts = [...new Set(waiting.map(({ host }) => host))];
      ports.record({
        sentence: `The run waits for people at ${hosts.join(', ')}. It goes on when they have handed in what they did.`,
        body: { type: 'run.ended', outcome: 'waiting' },
      });
      return { outcome: 'waiting', stageMs };
    }
  }
  ports.record({ sentence: 'The run is done.', body: { type: 'run.ended', outcome: 'done' } });
  return { outcome: 'done', stageMs };
}

interface StepFailure {
  step: Step;
  error: ErrorData;
}

/** How a stage ended. */
interface StageEnd {
  failure?: StepFailure;
  /** Steps that were handed over to people. */
  waiting: Step[];
}
const NOTHING: StageEnd = { waiting: [] };

async function runStage(plan: Plan, stage: Stage, ports: RunnerPorts, signal: AbortSignal): Promise<StageEnd> {
  const hosts = [...new Set(stage.steps.map((step) => step.host))];
  const queues = hosts.map((host) => stage.steps.filter((step) => step.host === host));
  const waiting: Step[] = [];
  let failure: StepFailure | undefined;
  const first = new FirstChange();
  const mayChange = async ({ host }: Step) => {
    await first.mayChange(host);
    return failure === undefined && !signal.aborted;
  };
  const runQueue = async (queue: Step[]) => {
    let behind = false;
    for (const step of queue) {
      if (failure !== undefined || signal.aborted) return;
      try {
        // Whoever works on the host gets all the steps of this stage at once, in their order.
        const end = await runStep(plan, step, ports, signal, { behind, mayChange });
        if (end === 'not begun') return;
        if (end === 'handed over') {
          waiting.push(step);
          behind = true;
        }
      } catch (error) {
        if (!signal.aborted) failure ??= { step, error: { ...errorData(error), at: step.host } };
        return;
      }
    }
  };
  const worker = async () => {
    for (let queue = queues.shift(); queue !== undefined; queue = queues.shift()) await runHost(queue);
  };
  const runHost = async (queue: Step[]) => {
    await runQueue(queue);
    first.end(queue[0]?.host ?? '');
  };
  await runHost(queues.shift() ?? []);
  await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, worker));
  return { waiting, ...(failure === undefined ? {} : { failure }) };
}
