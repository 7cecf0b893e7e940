import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Scene } from '../../pages/practice/scene.ts';
import { activityOf } from '../../story/activity.ts';
import type { Story } from '../../story/story.ts';

/** A farm as the parts of the report look at it. No fault is planted in it. */
export function farmScene(view: FarmView, story: Story): Scene {
  const { id, profileName, balancerName, farm, plan, services, result, checks } = view;
  return {
    id,
    story,
    activity: activityOf(story),
    view: {
      ...{ id, profileName, balancerName, farm, plan, services, result },
      state: 'standing',
      faults: [],
      plantable: [],
      checks: checks.length,
    },
  };
}
