import type { Subject, Verdict } from '../model/check.ts';
import type { Page } from '../model/plan.ts';
import type { Look } from './look.ts';
import type { Observations } from './observations.ts';
import type { Verification } from './ports.ts';

/** What a check found of one subject. Cause and remedy are null on pass and only then. */
export interface Judgement {
  subject: Subject;
  verdict: Verdict;
  cause: string | null;
  remedy: string | null;
  evidence: Record<string, unknown>;
  /** Id of the check this verdict follows from. */
  causedBy: string | null;
  /** True where the farm is not *ready* with this verdict, also if the check is required of nobody. */
  required?: true;
}

/** A question about the farm, judged on observations alone. */
export interface Check {
  id: string;
  title: string;
  /** A farm is *ready* only when every required check passed or is waived. A profile may say otherwise. */
  required: boolean;
  page: Page;
  /** Where on that page: the path of the answer, or of the value that follows from answers, which it is about. */
  field: string;
  /** The looks it cannot do without. What others saw is read where they ran. */
  needs: Look[];
  judge(verification: Verification, seen: Observations): Judgement[];
}

/** The subject is as it should be. */
export function pass(subject: Subject, evidence: Record<string, unknown>): Judgement {
  return { subject, verdict: 'pass', cause: null, remedy: null, evidence, causedBy: null };
}

/** Anything but a pass, with its reason and what to do. */
export function notPass(
  verdict: Exclude<Verdict, 'pass'>,
  subject: Subject,
  told: { cause: string; remedy: string; evidence?: Record<string, unknown>; causedBy?: string },
): Judgement {
  const { cause, remedy, evidence = {}, causedBy = null } = told;
  return { subject, verdict, cause, remedy, evidence, causedBy };
}
