import type { Outcome } from '../../model/check.ts';
import type { Page } from '../../model/plan.ts';
import type { Observations } from '../observations.ts';
import type { Verification } from '../ports.ts';

/** What a detector may look at. */
export interface Scene {
  verification: Verification;
  seen: Observations;
  /** Every outcome that is neither a pass nor not applicable. */
  open: Outcome[];
}

/** A cause that was found: what was seen, what to do, and which open outcomes follow from it. */
export interface Finding {
  title: string;
  remedy: string;
  explains: (outcome: Outcome) => boolean;
}

/** Finds one cause, or null. Detectors stand in the order in which causes are to be mended. */
export interface Detector {
  id: string;
  page: Page;
  /** Ids of causes before it that are more exact: what they explain is not of this one, and nothing is left of it without any. */
  yieldsTo?: readonly string[];
  find(scene: Scene): Finding | null;
}

/** The open outcomes of a check with this verdict. */
export function openOf(scene: Scene, id: string, verdict = 'fail'): Outcome[] {
  return scene.open.filter((outcome) => outcome.id === id && outcome.verdict === verdict);
}

/** True where one of these checks is open. */
export function anyOpen(scene: Scene, ids: string[], verdict = 'fail'): boolean {
  return scene.open.some((outcome) => ids.includes(outcome.id) && outcome.verdict === verdict);
}

/** Returns title and remedy of a cause that the outcome of a check tells itself. */
export function toldBy({ title, cause, remedy }: Outcome): Pick<Finding, 'title' | 'remedy'> {
  return { title: cause ?? title, remedy: remedy ?? 'Look at the evidence.' };
}
