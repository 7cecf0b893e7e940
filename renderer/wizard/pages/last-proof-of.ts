import type { FarmView } from '../../../core/api/farm-contract.ts';
import type { Story } from '../../story/story.ts';

/** When the farm was proven last, and why that may no longer hold. */
export function lastProofOf(view: FarmView, story: Story | null): { at: string | null; outOfDate: string | null } {
  return { at: story?.proven.at(-1)?.at ?? null, outOfDate: view.proofOutOfDate };
}
