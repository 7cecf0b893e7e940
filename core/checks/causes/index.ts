import type { Cause, Outcome } from '../../model/check.ts';
import type { ErrorData } from '../../model/errors.ts';
import { isGood } from '../../model/good-verdict.ts';
import { outcomeKey } from '../../model/outcome-key.ts';
import type { Step } from '../../model/plan.ts';
import { listed } from '../listed.ts';
import type { Observations } from '../observations.ts';
import type { Verification } from '../ports.ts';
import { subjectWords } from '../subject-words.ts';
import { otherHeaderBelieved, refusedAndRecorded } from './believed-causes.ts';
import { changedNotInForce, runsAnotherConfiguration } from './configuration-causes.ts';
import { type Detector, toldBy } from './detector.ts';
import { balancerPassesThrough, balancerSendsNoAddress, clientHeaderPassedOn } from './header-causes.ts';
import { leftDown } from './left-down.ts';
import {
  balancerAsksWrongPath,
  certificateEndsSoon,
  nodeAdmitsClients,
  otherAccount,
  otherCertificate,
  otherConnection,
  otherKeyRing,
  otherVersion,
  secondEntrance,
} from './node-causes.ts';
import { clientIsTranslated, placeIsOfTheFarm } from './place-causes.ts';
import {
  addressInOtherForm,
  clocksDiffer,
  noAuditRecord,
  nodeNameOfAnother,
  recordedTwice,
  recordOfAnotherService,
  recordsChange,
  recordsLost,
} from './record-causes.ts';
import { certificateOfServiceRefused, probesRefused, requestsTooSlow } from './service-causes.ts';
import { addressKeptOfAnother, wrongOnlyWith } from './shape-causes.ts';
import { cookieLostAtBalancer, signInNamesAnother, signInNotAsked } from './sign-in-causes.ts';
import {
  anyoneIsTrusted,
  clientIsTrusted,
  limitReadsNothing,
  limitStopsShort,
  moreIsTrusted,
  trustOmitsBalancer,
} from './trust-causes.ts';
import {
  certificateEnded,
  certificateOfNodeRefused,
  databaseDoesNotAnswer,
  nodeDoesNotAnswer,
  nodeTooSlow,
} from './unhealthy-nodes.ts';

/** The step a run ended at, and why. */
export interface RunFailure {
  step: Step;
  error: ErrorData;
}

/** Most likely first: what is mended first stands first. */
export const DETECTORS: readonly Detector[] = [
  leftDown,
  placeIsOfTheFarm,
  certificateEnded,
  certificateOfNodeRefused,
  certificateOfServiceRefused,
  databaseDoesNotAnswer,
  nodeTooSlow,
  nodeDoesNotAnswer,
  otherConnection,
  otherKeyRing,
  otherCertificate,
  otherVersion,
  otherAccount,
  noAuditRecord,
  recordsLost,
  recordedTwice,
  recordOfAnotherService,
  recordsChange,
  nodeNameOfAnother,
  balancerAsksWrongPath,
  clientIsTranslated,
  runsAnotherConfiguration,
  balancerPassesThrough,
  balancerSendsNoAddress,
  limitReadsNothing,
  limitStopsShort,
  trustOmitsBalancer,
  addressKeptOfAnother,
  ...wrongOnlyWith,
  refusedAndRecorded,
  otherHeaderBelieved,
  anyoneIsTrusted,
  clientIsTrusted,
  moreIsTrusted,
  clientHeaderPassedOn,
  requestsTooSlow,
  probesRefused,
  signInNotAsked,
  signInNamesAnother,
  cookieLostAtBalancer,
  nodeAdmitsClients,
  secondEntrance,
  certificateEndsSoon,
  addressInOtherForm,
  clocksDiffer,
  changedNotInForce,
];

/** What stands behind the open outcomes, most likely first. Every open outcome is explained by at least one cause. */
export function causesOf(
  verification: Verification,
  seen: Observations,
  outcomes: Outcome[],
  failure?: RunFailure,
): Cause[] {
  const open = outcomes.filter(({ verdict }) => !isGood(verdict));
  if (failure !== undefined) return [causeOfFailure(failure, open)];
  const causes: Cause[] = [];
  for (const { id, page, yieldsTo = [], find } of DETECTORS) {
    const finding = find({ verification, seen, open });
    if (finding === null) continue;
    const { title, remedy } = finding;
    const taken = causes.filter((cause) => yieldsTo.includes(cause.id)).flatMap((cause) => cause.explains);
    const explains = open.filter(finding.explains).map(outcomeKey);
    const left = explains.filter((key) => !taken.includes(key));
    if (left.length > 0 || taken.length === 0) causes.push({ id, title, remedy, page, explains: left });
  }
  // Whatever is wrong on a host, the host is not as the plan makes it.
  const deviates = open.find(({ id }) => id === 'plan.in-place');
  const isTold = (key: string) => causes.some(({ explains }) => explains.includes(key));
  if (deviates !== undefined && !isTold(outcomeKey(deviates))) causes[0]?.explains.push(outcomeKey(deviates));
  const explained = new Set(causes.flatMap((cause) => cause.explains));
  const rest = open
    .filter((outcome) => !explained.has(outcomeKey(outcome)) && outcome.causedBy === null)
    .sort((one, other) => Number(other.required) - Number(one.required));
  return withFollowers([...causes, ...causesOfThemselves(rest)], open);
}

/** Gives each outcome that follows from another one, and that no cause explains, to the cause of that one. */
function withFollowers(causes: Cause[], open: Outcome[]): Cause[] {
  const explained = new Set(causes.flatMap(({ explains }) => explains));
  const next = open.flatMap((outcome) => {
    if (outcome.causedBy === null || explained.has(outcomeKey(outcome))) return [];
    const before = open.filter((other) => other.id === outcome.causedBy && mayBeOfOne(other, outcome)).map(outcomeKey);
    const cause = causes.find(({ explains }) => explains.some((key) => before.includes(key)));
    return cause === undefined ? [] : [{ cause, key: outcomeKey(outcome) }];
  });
  for (const { cause, key } of next) cause.explains.push(key);
  return next.length === 0 ? causes : withFollowers(causes, open);
}

/** Whether two outcomes may be about the same node and service. */
function mayBeOfOne({ subject: one }: Outcome, { subject: other }: Outcome): boolean {
  const isSame = (left: string | undefined, right: string | undefined) =>
    left === undefined || right === undefined || left === right;
  return isSame(one.node, other.node) && isSame(one.service, other.service);
}

function causeOfFailure({ step, error }: RunFailure, open: Outcome[]): Cause {
  return {
    id: error.code,
    title: `“${step.title}” failed on ${step.host}: ${error.message}`,
    remedy: error.remedy,
    page: step.page,
    explains: open.map(outcomeKey),
  };
}

/** So many places are named; the others are counted. */
const NAMED = 6;

/** Open outcomes that nothing else explains are their own causes: one for all of a check. */
function causesOfThemselves(outcomes: readonly Outcome[]): Cause[] {
  const keyOf = ({ id, verdict }: Outcome) => `${id} ${verdict}`;
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) groups.set(keyOf(outcome), [...(groups.get(keyOf(outcome)) ?? []), outcome]);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { title, remedy } = toldBy(first);
    const places = others.slice(0, NAMED).map(({ subject }) => subjectWords(subject) ?? 'the farm');
    const more = others.length - places.length;
    const also = listed([...places, ...(more === 0 ? [] : [`${more} more`])]);
    return [
      {
        ...{ id: first.id, remedy, page: first.page ?? 'verify' },
        title: others.length === 0 ? title : `${title} Also found: ${also}.`,
        explains: [first, ...others].map(outcomeKey),
      },
    ];
  });
}
