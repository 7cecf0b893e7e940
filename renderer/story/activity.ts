import type { ErrorData } from '../../core/model/errors.ts';
import type { Story } from './story.ts';

/** The activity of a farm, in the words of the page. */
export type Activity =
  | 'preparing'
  | 'setting up'
  | 'repairing'
  | 'proving'
  | 'planting'
  | 'standing'
  | 'stopped'
  | 'ending'
  | 'ended';

/** The current activity. *Stopped*: nothing runs, and the last run did not complete. */
export function activityOf(story: Story): Activity {
  switch (story.state) {
    case 'preparing':
      return 'preparing';
    case 'running':
      return story.runs > 1 || story.proven.length > 0 ? 'repairing' : 'setting up';
    case 'verifying':
      return 'proving';
    case 'planting':
      return 'planting';
    case 'waiting':
      return story.run === null || story.run.outcome !== 'done' ? 'stopped' : 'standing';
    case 'taking down':
      return 'ending';
    case 'gone':
      return 'ended';
  }
}

/** Whether something runs that can be cancelled. */
export function isBusy(activity: Activity): boolean {
  return ['preparing', 'setting up', 'repairing', 'proving', 'planting'].includes(activity);
}

/** The error of the latest run, or null. A cancelled run has none. */
export function failureOf(story: Story): ErrorData | null {
  if (story.run?.outcome === 'failed') return story.run.error ?? story.error;
  return story.run === null && story.error?.code !== 'cancelled' ? story.error : null;
}

/** Id of the step the latest run failed at, or null. */
export function failedStep(story: Story): string | null {
  const failed = Object.entries(story.run?.steps ?? {}).find(([, step]) => step.state === 'failed');
  return failed?.[0] ?? null;
}

/** Number of completed steps of the latest run. */
export function stepsDone(story: Story): number {
  const steps = Object.values(story.run?.steps ?? {});
  return steps.filter(({ state }) => state === 'done' || state === 'in place').length;
}
