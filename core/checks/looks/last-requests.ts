import { nodesOf, serviceNamed } from '../../model/farm-parts.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { withRecords } from '../asking/records.ts';
import { sendToken } from '../asking/send-token.ts';
import { type FollowedService, followedServices } from '../followed-services.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import type { Observations, RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { isPinned, mostAttempts } from './requests.ts';
import { CLIENTS, clientsOf, nodesReached, shapes } from './shapes.ts';

/** So many requests are under way at the same time. */
const AT_ONCE = 2;

/** When all else was done: plain requests once more, until each node that answered before has answered again. */
export const lastRequests: Look = {
  title: 'Sending requests once more',
  effect: 'leaves audit entries',
  alone: true,
  needs: [shapes],
  sends: ({ farm, profile }) => [
    `At the end plain requests go once more from ${listed(farm.clientAddresses.slice(0, CLIENTS))} to ${listed(followedServices(profile).map(({ name }) => name))} until each node has answered, at most ${mostAttempts(nodesOf(farm).length)} to each. Each leaves an audit entry.`,
  ],
  run: async (verification, seen, ports, signal) => {
    const clients = clientsOf(verification, seen);
    const sent: RequestSeen[] = [];
    for (const service of followedServices(verification.profile))
      sent.push(...(await reachAgain(verification, seen, service, clients, ports, signal)));
    seen.shaped = [...seen.shaped, ...(await withRecords(verification, sent, ports, signal))];
  },
};

async function reachAgain(
  verification: Verification,
  seen: Observations,
  service: FollowedService,
  clients: string[],
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<RequestSeen[]> {
  const to = serviceNamed(verification.farm, service.name);
  const sent: RequestSeen[] = [];
  // Where only records tell the node, as many are sent as may be.
  const isOpen = () =>
    nodesReached(seen, service).some((node) => sent.every((request) => request.node !== node)) &&
    !isPinned(verification, sent) &&
    (sent.length < AT_ONCE || sent.some(({ status }) => status !== null));
  while (isOpen() && sent.length < mostAttempts(nodesOf(verification.farm).length)) {
    const turns = Array.from({ length: AT_ONCE }, (_, index) => clients[index % clients.length] ?? '');
    const send = (from: string) => sendToken(verification, service, { from, to }, ports, signal);
    sent.push(...(await inParallel(turns, AT_ONCE, send)));
  }
  return sent;
}
