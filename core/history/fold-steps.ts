import type { JournalEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import { emptiedHosts } from './emptied-hosts.ts';

/** How a step stands, and under which answers it came to stand so. */
export interface SetUpStep {
  state: 'done' | 'failed' | 'started';
  /** Null in runs whose answers were not written down. */
  farm: Farm | null;
  /** The page it belonged to then. */
  page: string | null;
}

/**
 * What the events tell of each step, by id, with the answers of the run it belonged to. A step that was done stays so
 * while it is only looked at; from its first change on it is not, until it is done again. On hosts that are new, or gone, nothing is done.
 */
export function setUpSteps(events: readonly JournalEvent[]): Map<string, SetUpStep> {
  const steps = new Map<string, SetUpStep>();
  const hostOf = new Map<string, string | null>();
  let farm: Farm | null = null;
  for (const { body, host, page } of events) {
    const emptied = emptiedHosts(body);
    if (emptied !== null)
      for (const id of steps.keys()) if (emptied === 'all' || emptied.includes(hostOf.get(id) ?? '')) steps.delete(id);
    if ('step' in body) hostOf.set(body.step, host);
    if (body.type === 'run.started') farm = body.farm ?? null;
    if (body.type === 'step.applying') steps.set(body.step, { state: 'started', farm, page });
    if (body.type !== 'step.state') continue;
    if (body.state === 'done' || body.state === 'in place') steps.set(body.step, { state: 'done', farm, page });
    else if (body.state === 'failed') steps.set(body.step, { state: 'failed', farm, page });
    else if (body.state === 'applying' || body.state === 'confirming' || !steps.has(body.step))
      steps.set(body.step, { state: 'started', farm, page });
  }
  return steps;
}
