import { nodesOf } from '../model/farm-parts.ts';
import { type Check, type Judgement, notPass, pass } from './check.ts';
import type { Observations } from './observations.ts';
import { persistencePins } from './pinned.ts';
import type { Verification } from './ports.ts';
import { unaskable } from './unhealthy.ts';

/** A request that a node answered is found again in the audit record, on every node and path. */
export const auditRecorded: Check = {
  id: 'audit.recorded',
  title: 'The request is in the audit record',
  required: true,
  effect: 'leaves audit entries',
  page: 'verify',
  field: 'clientAddresses',
  after: 'requests',
  judge: (verification, seen) =>
    nodesOf(verification.farm).flatMap(({ name: node }) =>
      verification.farm.services.map(({ name: service }) => recorded(verification, seen, node, service)),
    ),
};

/** Whether requests of `service` that `node` answered were recorded. */
export function recorded(verification: Verification, seen: Observations, node: string, service: string): Judgement {
  const subject = { node, service };
  const requests = seen.requests.filter((request) => request.node === node && request.service === service);
  if (requests.length === 0) return notReached(verification, seen, node, service);
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
  if (missing.length === 0) return pass(subject, evidence);
  const [first] = missing;
  return notPass('fail', subject, {
    cause: `${node} answered ${first?.status} to the request ${first?.token} of ${service} and left no audit record of it.`,
    remedy: `Turn the audit record on at ${node} and see that it may write there.`,
    evidence,
  });
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
      remedy: 'See that the balancer answers and has the node in its pool.',
      causedBy: inPool(seen, node, service) ? 'distribution' : 'balancer.pool',
    })
  );
}

function inPool(seen: Observations, node: string, service: string): boolean {
  const member = seen.pool.value?.find((candidate) => candidate.node === node && candidate.service === service);
  return member === undefined || member.state !== 'down';
}
