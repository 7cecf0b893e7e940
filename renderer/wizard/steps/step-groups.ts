import type { Farm } from '../../../core/model/farm.ts';
import { addressOf, nodesOf } from '../../../core/model/farm-parts.ts';
import type { Page, Plan, Step } from '../../../core/model/plan.ts';
import type { ShapeKind } from '../../parts/shape.tsx';
import type { StepProgress, Story } from '../../story/story.ts';

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
  /** *Outdated*: all was done, under answers that have changed since. */
  kind: 'waiting' | 'busy' | 'done' | 'outdated' | 'partly' | 'failed';
  done: number;
  failed: number;
}

/** The shape that stands for each of these. */
export const PROGRESS_SHAPES: Record<HostProgress['kind'], ShapeKind> = {
  waiting: 'waiting',
  busy: 'busy',
  done: 'in place',
  outdated: 'unknown',
  partly: 'waiting',
  failed: 'fail',
};

/** The steps of a page by host, hosts in the order of their first step. */
export function stepsByHost(plan: Plan, page: Page, farm: Farm): HostSteps[] {
  const addresses = new Map(nodesOf(farm).map((node) => [node.name, addressOf(node)]));
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

/** The steps of each of these nodes on the pages up to one: what comes later is no part of how far a node is there. */
export function nodeSteps(plan: Plan, nodes: readonly string[], last: Page): Map<string, Step[]> {
  const byHost = new Map<string, Step[]>(nodes.map((node) => [node, []]));
  const end = plan.stages.findLastIndex(({ page }) => page === last) + 1;
  for (const stage of plan.stages.slice(0, end)) for (const step of stage.steps) byHost.get(step.host)?.push(step);
  return byHost;
}

/**
 * Whether what a step came to was seen before the answers changed.
 * @param outOfDate whether its page is out of date; the steps a run under way has come to are done anew all the same
 */
export function beforeTheChange(story: Story | null, id: string, outOfDate: boolean): boolean {
  if (!outOfDate || story?.steps[id] === undefined) return false;
  return story.run === null || story.run.endedAt !== null || story.run.steps[id] === undefined;
}

/**
 * How far a host is in the run that is shown.
 * @param isOld tells of a step by its id whether it was done before the answers changed
 */
export function progressOf(
  steps: readonly Step[],
  progress: Progress,
  isOld: (id: string) => boolean = () => false,
): HostProgress {
  const states = steps.map(({ id }) => progress[id]?.state ?? 'waiting');
  const done = states.filter((state) => state === 'done' || state === 'in place').length;
  const failed = states.filter((state) => state === 'failed').length;
  const busy = states.some((state) => state === 'inspecting' || state === 'applying' || state === 'confirming');
  if (failed > 0) return { kind: 'failed', done, failed };
  if (busy) return { kind: 'busy', done, failed };
  if (states.length > 0 && done === states.length)
    return { kind: steps.some(({ id }) => isOld(id)) ? 'outdated' : 'done', done, failed };
  return { kind: done > 0 ? 'partly' : 'waiting', done, failed };
}
