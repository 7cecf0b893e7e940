import type { Outcome, Subject, Verdict } from '../model/check.ts';
import { isGood } from '../model/good-verdict.ts';
import { dayAndTime } from '../model/moment.ts';
import { isPromise } from '../model/promise.ts';
import type { Overall, Result } from '../model/result.ts';
import { subjectWords } from './subject-words.ts';

/** What a proof rests on besides its checks. */
interface Basis {
  requests: Result['requests'];
  /** When it ended, ISO 8601 with the offset of its zone. */
  ended: string;
}

/**
 * The one verdict, and a sentence that claims what was observed. *Ready*: every required check ran and passed or is
 * waived. *Not ready*: a required check failed. *Unknown*: a required check did not run or has no result, or there is none
 * at all, or the verification was cancelled. Else *ready with warnings* where something remains. A check of the promise is
 * always required, and no waiver makes a farm ready where it failed. Another one that was not allowed is no warning.
 */
export function overallOf(outcomes: readonly Outcome[], basis: Basis): { overall: Overall; sentence: string } {
  const required = outcomes.filter(
    (outcome) => (outcome.required || isPromise(outcome.id)) && outcome.verdict !== 'not applicable',
  );
  const waived = required.filter(isWaived);
  const open = required.filter((outcome) => !isAnswered(outcome) && !isWaived(outcome));
  const failed = open.filter(({ verdict }) => verdict === 'fail');
  const cancelled = outcomes.filter(({ verdict }) => verdict === 'cancelled').length;
  const when = dayAndTime(basis.ended);
  const sent = [...requestsSent(basis), when].join(', ');
  if (failed.length > 0) {
    const untold = open.length - failed.length;
    const rest = untold === 0 ? '' : `, ${untold} without a result`;
    return {
      overall: 'not ready',
      sentence: `Not ready: ${first(failed)} ${failed.length} of ${required.length} required checks failed${rest}; ${sent}.`,
    };
  }
  // A cancelled verification is never better than unknown, whatever was checked by then.
  if (cancelled > 0)
    return {
      overall: 'unknown',
      sentence: `Unknown: the verification was cancelled; ${counted(cancelled, 'check was', 'checks were')} not run, ${when}.`,
    };
  if (required.length === 0) return { overall: 'unknown', sentence: `Unknown: no check is required, ${when}.` };
  if (open.length > 0)
    return {
      overall: 'unknown',
      sentence: `Unknown: ${first(open)} ${open.length} of ${required.length} required checks have no result; ${sent}.`,
    };
  const remarks = outcomes.filter(
    ({ verdict, required: needed, waiver }) =>
      verdict === 'warning' || (!needed && !isGood(verdict) && waiver === undefined),
  ).length;
  const accepted = outcomes.filter(isWaived).length;
  const observed = [...questions(required.filter(isAnswered)), sent].join(', ');
  if (waived.length === 0 && accepted === 0 && remarks === 0)
    return { overall: 'ready', sentence: `Ready: ${observed}.` };
  const left = [
    ...(accepted === 0 ? [] : [counted(accepted, 'finding waived', 'findings waived')]),
    ...(remarks === 0 ? [] : [counted(remarks, 'warning', 'warnings')]),
  ];
  return { overall: 'ready with warnings', sentence: `Ready with warnings: ${observed}; ${left.join(', ')}.` };
}

/** A warning is a pass with a remark. */
function isAnswered({ verdict }: Outcome): boolean {
  return verdict === 'pass' || verdict === 'warning';
}

function isWaived({ id, verdict, waiver }: Outcome): boolean {
  return verdict === 'fail' && waiver !== undefined && !isPromise(id);
}

/** What is named: what breaks the promise before everything else, causes before what follows from them. */
function first(open: readonly Outcome[]): string {
  const causes = open.filter(({ causedBy }) => causedBy === null);
  // Whatever is wrong on a host, it is not as the plan makes it: what is wrong says more.
  const exact = causes.filter(({ id }) => id !== 'plan.in-place');
  const [shown] = [...causes.filter(({ id }) => isPromise(id)), ...exact, ...causes, ...open];
  if (shown === undefined) return '';
  const { title, subject, verdict } = shown;
  return `“${title}” ${FIRST[verdict]}${place(subject)}.`;
}

const FIRST: Record<Verdict, string> = {
  pass: 'passed',
  warning: 'passed with a warning',
  fail: 'failed',
  'could not run': 'could not be run',
  'could not tell': 'could not be determined',
  skipped: 'was skipped',
  'not applicable': 'does not apply',
  cancelled: 'was cancelled',
  'out of date': 'is out of date',
};

/** ` on node-02 (web)`. */
function place(subject: Subject): string {
  const words = subjectWords(subject);
  return words === null ? '' : ` ${subject.node === undefined ? 'in' : 'on'} ${words}`;
}

/** `13 questions on 3 nodes and 2 services`: what was asked, and where it was answered. */
function questions(answered: readonly Outcome[]): string[] {
  const different = (values: (string | undefined)[]) => new Set(values.filter((value) => value !== undefined)).size;
  const nodes = different(answered.map(({ subject }) => subject.node));
  const services = different(answered.map(({ subject }) => subject.service));
  const where = [
    ...(nodes === 0 ? [] : [counted(nodes, 'node', 'nodes')]),
    ...(services === 0 ? [] : [counted(services, 'service', 'services')]),
  ];
  const asked = counted(different(answered.map(({ id }) => id)), 'question', 'questions');
  return asked.startsWith('0 ') ? [] : [where.length === 0 ? asked : `${asked} on ${where.join(' and ')}`];
}

function requestsSent({ requests }: Basis): string[] {
  if (requests === null) return [];
  const addresses = new Set(requests.sent.map(({ sentFrom }) => sentFrom)).size;
  const from = addresses === 0 ? '' : ` from ${counted(addresses, 'address', 'addresses')}`;
  return [`${counted(requests.total, 'request', 'requests')}${from}`];
}

function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
