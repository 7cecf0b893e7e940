import type { Farm } from '../../../core/model/farm.ts';
import type { Page, Plan, Step } from '../../../core/model/plan.ts';
import type { StepProgress } from '../../practice/story.ts';

/** Progress of a run's steps, by step id. */
export type Progress = Readonly<Record<string, StepProgress>>;

/** The steps of one host, in the order they are carried out. */
export interface HostSteps {
  host: string;
  /** Null for hosts that are no nodes. */
  address: string | null;
  steps: Step[];
}

/** How far the steps of a host are. */
export interface HostProgress {
  kind: 'waiting' | 'busy' | 'done' | 'partly' | 'failed';
  done: number;
  failed: number;
}

/** The steps of a page by host, hosts in the order of their first step. */
export function stepsByHost(plan: Plan, page: Page, farm: Farm): HostSteps[] {
  const addresses = new Map(farm.nodes.map(({ name, address }) => [name, address]));
  const groups = new Map<string, HostSteps>();
  for (const stage of plan.stages) {
    for (const step of stage.steps) {
      if (step.page !== page) continue;
      const group = groups.get(step.host);
      if (group !== undefined) group.steps.push(step);
      else groups.set(step.host, { host: step.host, address: addresses.get(step.host) ?? null, steps: [step] });
    }
  }
  return [...groups.values()];
}

/** How far a host is in the run that is shown. */
export function progressOf(steps: readonly Step[], progress: Progress): HostProgress {
  const states = steps.map(({ id }) => progress[id]?.state ?? 'waiting');
  const done = states.filter((state) => state === 'done' || state === 'in place').length;
  const failed = states.filter((state) => state === 'failed').length;
  const busy = states.some((state) => state === 'inspecting' || state === 'applying' || state === 'confirming');
  if (failed > 0) return { kind: 'failed', done, failed };
  if (busy) return { kind: 'busy', done, failed };
  if (states.length > 0 && done === states.length) return { kind: 'done', done, failed };
  return { kind: done > 0 ? 'partly' : 'waiting', done, failed };
}
