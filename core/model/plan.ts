import type { Action } from './action.ts';
import type { Reading } from './reading.ts';

/** The wizard's pages that a step or a check belongs to, in the wizard's order. */
export const PAGES = [
  'goal',
  'topology',
  'database',
  'first-node',
  'further-nodes',
  'ip-detection',
  'load-balancer',
  'verify',
  'runbook',
] as const;
export type Page = (typeof PAGES)[number];

export type Who = 'wizard' | 'administrator' | 'DBA' | 'network' | 'PKI';

/** Something a step leaves behind that later steps need, read back from the host each time it is wanted. */
export interface Output {
  name: string;
  title: string;
  secret: boolean;
  /** How it is read from the step's host. */
  reading: Reading;
}

/** A unit of the plan. Inspecting a step means inspecting the states that its actions ask for. */
export interface Step {
  id: string;
  title: string;
  page: Page;
  who: Who;
  host: string;
  /** Names of outputs of earlier steps. */
  needs: string[];
  makes: Output[];
  apply: Action[];
  /** What must be true afterwards, such as passed health checks. */
  confirm: Extract<Action, { kind: 'wait' }>[];
  expected: string;
  ifNot: string;
  /** How to undo it, or why that is impossible. */
  undo: { how: string } | { none: string };
}

/** Derived from the answers, never saved. Steps of one stage are independent of each other across hosts. */
export interface Plan {
  farm: string;
  stages: Stage[];
}

export interface Stage {
  page: Page;
  title: string;
  steps: Step[];
}

/** All steps of a plan, in order. */
export function stepsOf(plan: Plan): Step[] {
  return plan.stages.flatMap((stage) => stage.steps);
}
