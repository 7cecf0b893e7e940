import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { type FollowedService, followedServices } from '../followed-services.ts';
import { listed } from '../listed.ts';
import { closing } from '../looks/closing.ts';
import { lastRequests } from '../looks/last-requests.ts';
import { moreRequests } from '../looks/more-requests.ts';
import { pool } from '../looks/pool.ts';
import { requests } from '../looks/requests.ts';
import { shapes } from '../looks/shapes.ts';
import { honestRequests, type Observations, type RequestSeen } from '../observations.ts';
import { namedShape, PLAIN } from '../shapes.ts';
import { reachedNobody } from './spoof-refused.ts';

/** Whether the load balancer and the nodes answer every request that clients may send; one in a hundred that is lost counts. */
export const requestsAnswered: Check = {
  id: 'requests.answered',
  title: 'Every request of clients is answered',
  required: true,
  page: 'load-balancer',
  field: 'balancer.configuration',
  needs: [requests, shapes, moreRequests, lastRequests, closing, pool],
  judge: ({ profile }, seen) => followedServices(profile).map((service) => answered(seen, service)),
};

function answered(seen: Observations, { name: service, requestStatus }: FollowedService): Judgement {
  const subject = { service };
  // One from an address that this computer does not have was not sent.
  const sent = honestRequests(seen).filter(
    (request) => request.service === service && request.error?.code !== 'vantage.address-not-here',
  );
  const isFaulty = ({ status }: RequestSeen) => status === null || (status >= 400 && status !== requestStatus);
  const none = sent.length > 0 && sent.every(isFaulty);
  const causedBy = reachedNobody(seen, service) ? 'balancer.pool' : 'distribution';
  if (!none && sent.every(({ node }) => node === null))
    return notPass('could not run', subject, {
      cause: `None of ${sent.length} requests through ${service} was answered by a node that is known, so it is not known which of them are lost.`,
      remedy: 'Let requests reach a node first.',
      causedBy,
    });
  const lost = sent.filter((request) => isFaulty(request) || isOfNobody(request));
  const counts = new Map<string, number>();
  for (const request of lost) counts.set(endOf(request), (counts.get(endOf(request)) ?? 0) + 1);
  const evidence = { sent: sent.length, lost: Object.fromEntries(counts), tokens: lost.map(({ token }) => token) };
  const [first] = lost;
  if (first === undefined) return pass(subject, evidence);
  return notPass('fail', subject, {
    cause: `${none ? 'None' : lost.length} of ${sent.length} requests through ${service} were not answered as they should be: ${listed([...counts].map(([end, count]) => `${count} × ${end}`))}; the first is ${first.token}${first.shape === PLAIN.id ? '' : ` (${namedShape(first)})`}${first.node === null ? '' : ` on ${first.node}`}.`,
    remedy:
      first.node === null
        ? 'Look in the log of the load balancer for these requests.'
        : `Look in the log of ${first.node} for these requests.`,
    evidence,
    ...(none ? { causedBy } : {}),
  });
}

/** Answered well, by none of the nodes, though records were read that say who it was: something else answered. */
function isOfNobody({ node, records }: RequestSeen): boolean {
  return node === null && records.value !== undefined;
}

/** How a request ended: `status 502`, or why there was no answer. */
function endOf(request: RequestSeen): string {
  const { status, error } = request;
  if (status === null) return error?.message.replace(/\.$/, '') ?? 'no answer';
  if (status >= 400 || !isOfNobody(request)) return `status ${status}`;
  const [record] = request.records.value ?? [];
  if (record === undefined) return `status ${status}, by no node and without a record`;
  return `status ${status}, by ${record.node ?? 'a server that its record does not name'}, which is no node of the farm`;
}
