import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { followedServices } from '../followed-services.ts';
import { pool } from '../looks/pool.ts';
import { requests } from '../looks/requests.ts';
import type { Observations } from '../observations.ts';
import type { Verification } from '../ports.ts';
import { persistencePins } from './persistence-pins.ts';
import { unaskable } from './unhealthy.ts';

/** Whether a request that a node answered is found in the audit record, for every node and service. */
export const auditRecorded: Check = {
  id: 'audit.recorded',
  title: 'The request is in the audit record',
  required: true,
  page: 'verify',
  field: 'clientAddresses',
  needs: [requests, pool],
  judge: (verification, seen) =>
    nodesOf(verification.farm).flatMap(({ name: node }) =>
      followedServices(verification.profile).map(({ name: service }) => recorded(verification, seen, node, service)),
    ),
};

/** Returns whether the requests of `service` that `node` answered were recorded. */
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
    cause: `${node} answered ${first?.status} to the request ${first?.token} of ${service} and wrote no audit record of it.`,
    remedy: `Turn on the audit record at ${node}, and check that the application may write it.`,
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
      remedy: 'Check that the balancer answers and has the node in its pool.',
      causedBy: inPool(seen, node, service) ? 'distribution' : 'balancer.pool',
    })
  );
}

function inPool(seen: Observations, node: string, service: string): boolean {
  const member = seen.pool.value?.find((candidate) => candidate.node === node && candidate.service === service);
  return member === undefined || member.state !== 'down';
}
