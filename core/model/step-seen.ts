import type { Action } from './action.ts';

/** What a read-only look at a step of the plan found. */
export interface StepSeen {
  step: string;
  title: string;
  host: string;
  /** *Differs*: running the step would change something. *Not known*: that could not be seen. */
  state: 'in place' | 'differs' | 'not known';
  /** What was seen of the first action that is not in place, as a sentence part; empty if all are. */
  detail: string;
  /** Kind of that action. */
  action?: Action['kind'];
}
