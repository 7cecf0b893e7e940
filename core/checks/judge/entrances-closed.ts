import type { Subject } from '../../model/check.ts';
import { hostsIn, nodesOf } from '../../model/farm-parts.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { entrances } from '../looks/entrances.ts';
import { health } from '../looks/health.ts';
import type { EntranceSeen, Observations, RequestSeen } from '../observations.ts';
import { unaskable } from './unhealthy.ts';

/** Whether a client gets to the application only where the plan opens it: at no other port of a node, or of the balancer. */
export const entrancesClosed: Check = {
  id: 'entrances.closed',
  title: 'There is no further way into the farm',
  required: true,
  page: 'further-nodes',
  field: 'nodes',
  needs: [entrances, health],
  judge: ({ farm }, seen) => [
    ...nodesOf(farm).map(({ name }) => judged(seen, [name], { node: name })),
    judged(
      seen,
      hostsIn(farm, 'balancer').map(({ name }) => name),
      {},
    ),
  ],
};

/** @param subject none for the hosts of the balancer */
function judged(seen: Observations, hosts: string[], subject: Subject): Judgement {
  const tried = seen.entrances.filter(({ host }) => hosts.includes(host));
  const sockets = hosts.flatMap((host) => seen.sockets.get(host)?.value ?? []);
  const evidence = {
    sockets: sockets.map(({ address, port }) => `${address ?? 'every address'} port ${port}`),
    further: tried.map((entrance) => ({ host: entrance.host, to: entrance.to, seen: seenThere(entrance) })),
  };
  const open = tried.flatMap((entrance) =>
    entrance.requests.filter(isOfApplication).map((request) => ({ entrance, request })),
  );
  // What was recorded says most.
  const found = open.find(({ request }) => auditedIn(request) !== undefined) ?? open[0];
  if (found !== undefined)
    return notPass('fail', subject, {
      cause: `A client reaches the application at ${found.entrance.to} of ${found.entrance.host}, which the plan does not open: a request from ${found.request.sentFrom} ${resultOf(found.request)}.`,
      remedy: `Close ${found.entrance.to} on ${found.entrance.host}, or let its firewall admit no clients there.`,
      evidence,
    });
  const { node } = subject;
  const down = node === undefined ? null : unaskable(seen, node, subject, 'for further ways in');
  if (down !== null) return down;
  const errors = hosts.map((host) => ({ host, error: seen.sockets.get(host)?.error }));
  const untold = errors.find(({ error }) => error?.code === 'sockets.cannot-tell');
  if (untold?.error !== undefined)
    return notPass('not applicable', subject, {
      cause: `It is not known what ${untold.host} listens at. ${untold.error.message}`,
      remedy: untold.error.remedy,
    });
  const unread = errors.find(({ error }) => error !== undefined);
  if (unread?.error !== undefined || hosts.some((host) => !seen.sockets.has(host)))
    return notPass('could not run', subject, {
      cause: `What ${unread?.host ?? hosts.join(', ')} listens at could not be read: ${unread?.error?.message ?? 'nothing was read.'}`,
      remedy: unread?.error?.remedy ?? 'Run the check again.',
    });
  const unknown = tried.find((entrance) => isUntried(entrance) || entrance.requests.some(isUnread));
  if (unknown !== undefined)
    return notPass('could not tell', subject, {
      cause: `${unknown.host} listens at ${unknown.to}, which the plan does not open, and it is not known whether clients get to the application there: ${seenThere(unknown)}`,
      remedy: unknown.error?.remedy ?? 'Get the audit records read first, then verify again.',
      evidence,
    });
  return pass(subject, evidence);
}

/** Whether the application had the request: it says its node, or the audit record holds it. */
function isOfApplication(request: RequestSeen): boolean {
  return request.node !== null || (request.records.value?.length ?? 0) > 0;
}

function isUnread({ status, records }: RequestSeen): boolean {
  return status !== null && records.error !== undefined;
}

/** Whether it was left open what a client meets there. */
function isUntried({ error }: EntranceSeen): boolean {
  return error !== null && (error.code.startsWith('entrances.') || error.code === 'vantage.address-not-here');
}

function auditedIn({ records }: RequestSeen): string | null | undefined {
  return records.value?.[0]?.address;
}

function resultOf(request: RequestSeen): string {
  const audited = auditedIn(request);
  const answered = `was answered ${request.status ?? 'with nothing'}${request.node === null ? '' : ` by ${request.node}`}`;
  return audited === undefined ? answered : `${answered} and recorded with ${audited ?? 'no address'}`;
}

/** What a client met there, as a sentence part. */
function seenThere({ error, requests }: EntranceSeen): string {
  if (error !== null) return error.message;
  const unread = requests.find(isUnread)?.records.error;
  if (unread !== undefined) return unread.message;
  const open = requests.find(isOfApplication);
  if (open !== undefined) return `the application: a request ${resultOf(open)}.`;
  const answered = requests.find(({ status }) => status !== null);
  return answered === undefined
    ? 'the connection was made, and no request was answered.'
    : `a request was answered ${answered.status}, and not by the application.`;
}
