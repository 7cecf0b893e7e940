import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { type FollowedService, followedServices } from '../followed-services.ts';
import { listed } from '../listed.ts';
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
  needs: [requests, shapes, moreRequests, pool],
  judge: ({ profile }, seen) => followedServices(profile).map((service) => answered(seen, service)),
};

function answered(seen: Observations, { name: service, requestStatus }: FollowedService): Judgement {
  const subject = { service };
  // One from an address that this computer does not have was not sent.
  const sent = honestRequests(seen).filter(
    (request) => request.service === service && request.error?.code !== 'vantage.address-not-here',
  );
  if (sent.every(({ node }) => node === null))
    return notPass('could not run', subject, {
      cause: `None of ${sent.length} requests through ${service} was answered by a node, so it is not known which of them are lost.`,
      remedy: 'Let requests reach a node first.',
      causedBy: reachedNobody(seen, service) ? 'balancer.pool' : 'distribution',
    });
  const lost = sent.filter(({ status }) => status === null || (status >= 400 && status !== requestStatus));
  const counts = new Map<string, number>();
  for (const request of lost) counts.set(endOf(request), (counts.get(endOf(request)) ?? 0) + 1);
  const evidence = { sent: sent.length, lost: Object.fromEntries(counts), tokens: lost.map(({ token }) => token) };
  const [first] = lost;
  if (first === undefined) return pass(subject, evidence);
  return notPass('fail', subject, {
    cause: `${lost.length} of ${sent.length} requests through ${service} were not answered as they should be: ${listed([...counts].map(([end, count]) => `${count} × ${end}`))}; the first is ${first.token}${first.shape === PLAIN.id ? '' : ` (${namedShape(first)})`}${first.node === null ? '' : ` on ${first.node}`}.`,
    remedy:
      first.node === null
        ? 'Look in the log of the load balancer for these requests.'
        : `Look in the log of ${first.node} for these requests.`,
    evidence,
  });
}

/** How a request ended: `status 502`, or why there was no answer. */
function endOf({ status, error }: RequestSeen): string {
  return status === null ? (error?.message.replace(/\.$/, '') ?? 'no answer') : `status ${status}`;
}
