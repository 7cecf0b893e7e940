import type { Cause, Outcome } from '../../model/check.ts';
import type { ErrorData } from '../../model/errors.ts';
import { isGood } from '../../model/good-verdict.ts';
import { outcomeKey } from '../../model/outcome-key.ts';
import type { Step } from '../../model/plan.ts';
import type { Observations } from '../observations.ts';
import type { Verification } from '../ports.ts';
import type { Detector } from './detector.ts';
import { balancerPassesThrough, balancerSendsNoAddress, clientHeaderPassedOn } from './header-causes.ts';
import { leftDown } from './left-down.ts';
import {
  balancerAsksWrongPath,
  noAuditRecord,
  nodeAdmitsClients,
  nodeDoesNotAnswer,
  otherAccount,
  otherCertificate,
  otherConnection,
  otherKeyRing,
  otherVersion,
  secondEntrance,
} from './node-causes.ts';
import { clientIsTranslated, placeIsOfTheFarm } from './place-causes.ts';
import {
  anyoneIsTrusted,
  clientIsTrusted,
  limitReadsNothing,
  limitStopsShort,
  moreIsTrusted,
  trustOmitsBalancer,
} from './trust-causes.ts';

/** The step a run ended at, and why. */
export interface RunFailure {
  step: Step;
  error: ErrorData;
}

/** Most likely first: what is mended first stands first. */
const DETECTORS: Detector[] = [
  leftDown,
  placeIsOfTheFarm,
  nodeDoesNotAnswer,
  otherConnection,
  otherKeyRing,
  otherCertificate,
  otherVersion,
  otherAccount,
  noAuditRecord,
  balancerAsksWrongPath,
  clientIsTranslated,
  balancerPassesThrough,
  balancerSendsNoAddress,
  limitReadsNothing,
  limitStopsShort,
  trustOmitsBalancer,
  anyoneIsTrusted,
  clientIsTrusted,
  moreIsTrusted,
  clientHeaderPassedOn,
  nodeAdmitsClients,
  secondEntrance,
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
  const causes = DETECTORS.flatMap(({ id, page, find }): Cause[] => {
    const finding = find({ verification, seen, open });
    if (finding === null) return [];
    const { title, remedy, explains } = finding;
    return [{ id, title, remedy, page, explains: open.filter(explains).map(outcomeKey) }];
  });
  // Whatever is wrong on a host, the host is not as the plan makes it.
  const deviates = open.find(({ id }) => id === 'plan.in-place');
  if (deviates !== undefined) causes[0]?.explains.push(outcomeKey(deviates));
  const explained = new Set(causes.flatMap((cause) => cause.explains));
  const rest = open
    .filter((outcome) => !explained.has(outcomeKey(outcome)) && outcome.causedBy === null)
    .sort((one, other) => Number(other.required) - Number(one.required));
  return [...causes, ...rest.map(causeOfItself)];
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

/** An open outcome that nothing else explains is its own cause. */
function causeOfItself(outcome: Outcome): Cause {
  return {
    id: outcome.id,
    title: outcome.cause ?? outcome.title,
    remedy: outcome.remedy ?? 'Look at the evidence.',
    page: outcome.page ?? 'verify',
    explains: [outcomeKey(outcome)],
  };
}
