import type { AuditEntry } from '../../model/audit-source.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { followedServices } from '../followed-services.ts';
import { closing } from '../looks/closing.ts';
import { pool } from '../looks/pool.ts';
import { requests } from '../looks/requests.ts';
import { shapes } from '../looks/shapes.ts';
import { forgedRequests, honestRequests, type Observations, type RequestSeen } from '../observations.ts';
import type { Verification } from '../ports.ts';
import { PLAIN, titleOf } from '../shapes.ts';
import { persistencePins } from './persistence-pins.ts';
import { unaskable } from './unhealthy.ts';

/** Whether a request that a node answered is found in the audit record, for every node and service. */
export const auditRecorded: Check = {
  id: 'audit.recorded',
  title: 'The request is in the audit record',
  required: true,
  page: 'verify',
  field: 'clientAddresses',
  needs: [requests, shapes, closing, pool],
  judge: (verification, seen) =>
    nodesOf(verification.farm).flatMap(({ name: node }) =>
      followedServices(verification.profile).map(({ name: service }) => recorded(verification, seen, node, service)),
    ),
};

/** Returns whether the requests of `service` that `node` answered were recorded, each once. */
export function recorded(verification: Verification, seen: Observations, node: string, service: string): Judgement {
  const subject = { node, service };
  const isHere = (request: RequestSeen) => request.node === node && request.service === service;
  if (!seen.requests.some(isHere)) return notReached(verification, seen, node, service);
  const requests = honestRequests(seen).filter(isHere);
  const unread = requests.find((request) => request.records.error !== undefined);
  if (unread?.records.error !== undefined)
    return notPass('could not run', subject, {
      cause: `The audit record of ${unread.token} could not be read: ${unread.records.error.message}`,
      remedy: unread.records.error.remedy,
    });
  const missing = requests.filter((request) => request.records.value?.length === 0);
  const evidence = {
    tokens: requests.map((request) => request.token),
    missing: missing.map((request) => request.token),
  };
  const [first] = missing;
  if (first !== undefined)
    return notPass('fail', subject, {
      cause: `${node} answered ${first.status} to ${requestOf(first)} of ${service}, and no audit record of it was found${withinOf(first, seen)}.`,
      remedy: `Turn on the audit record at ${node}, and check that the application may write it.`,
      evidence,
    });
  // Where forged requests were sent as well, they may be refused, and leave no second record either.
  const forged = forgedRequests(seen).filter(isHere);
  return (
    severalOf(verification, requests, evidence, subject) ??
    elsewhere([...requests, ...forged], evidence, subject) ??
    changedSince(verification, seen, requests, subject) ??
    severalOf(verification, forged, evidence, subject) ??
    changedSince(verification, seen, forged, subject) ??
    pass(subject, evidence)
  );
}

interface Path {
  node: string;
  service: string;
}

/** Returns *fail* if one of these requests has several records. */
function severalOf(
  { profile }: Verification,
  requests: RequestSeen[],
  evidence: Record<string, unknown>,
  subject: Path,
): Judgement | null {
  const twice = profile.audit.finds === 'span' ? undefined : requests.find(hasSeveral);
  if (twice === undefined) return null;
  return notPass('fail', subject, {
    cause: `${subject.node} wrote ${twice.records.value?.length} audit records of ${requestOf(twice)} of ${subject.service}.`,
    remedy: 'Let the application write one audit record for each request.',
    evidence,
  });
}

/** Returns *fail* if the record of one of these requests names another service. */
function elsewhere(requests: RequestSeen[], evidence: Record<string, unknown>, subject: Path): Judgement | null {
  const wrong = requests.find((request) => serviceSaid(request) !== null);
  if (wrong === undefined) return null;
  return notPass('fail', subject, {
    cause: `The audit record of ${requestOf(wrong)} of ${subject.service} on ${subject.node} says that it was one of ${serviceSaid(wrong)}.`,
    remedy: `Let the application on ${subject.node} write the service that was asked, and check that nothing before it changes the path.`,
    evidence: { ...evidence, service: serviceSaid(wrong) },
  });
}

/** Returns *fail* if a record that was there is not there any more, or is another one; null if all are as they were. */
function changedSince(
  { profile }: Verification,
  { again }: Observations,
  requests: RequestSeen[],
  subject: Path,
): Judgement | null {
  if (again === null || profile.audit.finds === 'span') return null;
  if (again.value === undefined)
    return notPass('could not run', subject, {
      cause: `The audit records could not be read a second time: ${again.error.message}`,
      remedy: again.error.remedy,
    });
  const later = (request: RequestSeen) => again.value.filter(({ raw }) => raw.includes(request.token));
  const isSame = (request: RequestSeen) => {
    const texts = (entries: AuditEntry[]) => entries.map(({ raw }) => raw).join('\n');
    return request.records.value === undefined || texts(later(request)) === texts(request.records.value);
  };
  const changed = requests.find((request) => !isSame(request));
  if (changed === undefined) return null;
  const found = later(changed);
  const how = found.length === 1 ? 'was changed' : `was there once, and ${found.length} times when it was read again`;
  return notPass('fail', subject, {
    cause: `The audit record of ${requestOf(changed)} of ${subject.service} on ${subject.node} ${how}.`,
    remedy: 'Find out what writes to the audit records besides the application, and stop it.',
    evidence: { token: changed.token, first: changed.records.value ?? [], again: found },
  });
}

/** ` in 12.4 s`: how long after the answer it was looked for; empty where it was looked for once, when a person did. */
function withinOf({ span }: RequestSeen, { againAt }: Observations): string {
  if (againAt === null) return '';
  return ` in ${((Date.parse(againAt) - Date.parse(span.to)) / 1000).toFixed(1)} s`;
}

/** Another service that the record of a request names; null if it names its own, or none. */
function serviceSaid({ service, records }: RequestSeen): string | null {
  const others = (records.value ?? []).flatMap((record) => record.service ?? []);
  return others.find((said) => said !== service) ?? null;
}

function hasSeveral({ records }: RequestSeen): boolean {
  return (records.value?.length ?? 0) > 1;
}

/** `the request fw-1`, with its shape if that is not the plain one. */
function requestOf({ token, shape }: RequestSeen): string {
  return shape === PLAIN.id ? `the request ${token}` : `the request ${token} (${titleOf(shape)})`;
}

function notReached(verification: Verification, seen: Observations, node: string, service: string): Judgement {
  const subject = { node, service };
  const sent = seen.requests.filter((request) => request.service === service);
  const pinned = persistencePins(verification, seen, [node], service);
  if (pinned !== null)
    return notPass('could not run', subject, {
      cause: `No request of ${service} can be in the audit record: ${pinned.cause}`,
      remedy: pinned.remedy,
      causedBy: 'distribution',
    });
  return (
    unaskable(seen, node, subject, `for an audit record of ${service}`) ??
    notPass('could not run', subject, {
      cause: `None of ${sent.length} requests through ${service} reached ${node}${sent[0]?.error ? `: ${sent[0].error.message}` : '.'}`,
      remedy: 'Check that the balancer answers and has the node in its pool.',
      causedBy: inPool(seen, node, service) ? 'distribution' : 'balancer.pool',
    })
  );
}

function inPool(seen: Observations, node: string, service: string): boolean {
  const member = seen.pool.value?.find((candidate) => candidate.node === node && candidate.service === service);
  return member === undefined || member.state !== 'down';
}
