import type { Subject, Verdict } from '../model/check.ts';
import type { Page } from '../model/plan.ts';
import type { Observations } from './observations.ts';
import type { Verification } from './ports.ts';

/** What has been looked at when a check can be judged. */
export const LOOKS = ['health', 'settings', 'requests', 'forged', 'around', 'drill'] as const;
export type Look = (typeof LOOKS)[number];

/** What a check found of one subject. Cause and remedy are null on pass and only then. */
export interface Judgement {
  subject: Subject;
  verdict: Verdict;
  cause: string | null;
  remedy: string | null;
  evidence: Record<string, unknown>;
  /** Id of the check this verdict follows from. */
  causedBy: string | null;
}

/** A read-only question, judged on observations alone. */
export interface Check {
  id: string;
  title: string;
  /** A farm is *ready* only when every required check passed or is waived. */
  required: boolean;
  effect: 'reads' | 'leaves audit entries' | 'disturbs';
  page: Page;
  /** Where on that page: the path of the answer, or of the value that follows from answers, which it is about. */
  field: string;
  /** The last look it needs. */
  after: Look;
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
