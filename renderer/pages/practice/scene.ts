import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Step } from '../../../core/model/plan.ts';
import type { Activity } from '../../story/activity.ts';
import type { Story } from '../../story/story.ts';

/** The data that the parts of a report and a run show. */
export interface Scene {
  /** The farm's id. */
  id: string;
  story: Story;
  activity: Activity;
  /** Null until the core has answered for the first time. */
  view: FarmView | null;
}

/** The step of the plan with this id, or null. */
export function stepOf({ view }: Scene, id: string | null): Step | null {
  return view?.plan.stages.flatMap((stage) => stage.steps).find((step) => step.id === id) ?? null;
}

/** How many steps the plan has. */
export function stepCount({ view, story }: Scene): number {
  return view?.plan.stages.reduce((sum, stage) => sum + stage.steps.length, 0) ?? story.run?.total ?? 0;
}
