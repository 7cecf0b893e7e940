import { spoofVariants } from '../../client-ip/spoof-variants.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { isUnread } from '../asking/late-records.ts';
import { plainRecord } from '../asking/plain-record.ts';
import { sendToken } from '../asking/token-request.ts';
import { followedServices } from '../followed-services.ts';
import { FORGED } from '../forged-addresses.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import type { Observations, RequestSeen } from '../observations.ts';
import { requests } from './requests.ts';

/**
 * Forged requests are sent in parallel, so the balancer mixes them. Among two nodes of which one records nothing, so
 * many requests in a row reach that node once in ten thousand times.
 */
const LEAST_TRIES = 13;

/** Every forged variant through every virtual service, beside what a plain request to the same node was recorded with. */
export const forged: Look = {
  title: 'Sending forged headers through the balancer',
  effect: 'leaves audit entries',
  needs: [requests],
  sends: ({ farm, profile }) => [
    `${spoofVariants(FORGED).length} requests with forged headers go from ${farm.clientAddresses[0]} to each of ${listed(followedServices(profile).map(({ name }) => name))}, and again where the node that answers records nothing. They leave audit entries, too.`,
  ],
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const attempts = followedServices(profile)
      .filter(({ name }) => seen.requests.some((plain) => plain.service === name && mayBeRecorded(plain)))
      .flatMap((service) => spoofVariants(FORGED).map((variant) => ({ service, variant })));
    seen.spoofs = await inParallel(attempts, 4, async ({ service, variant }) => {
      const [from] = farm.clientAddresses;
      const to = farm.services.find(({ name }) => name === service.name);
      if (from === undefined || to === undefined) throw new Error('a farm has a client address and its services');
      const headers = variant.headers.map(([name, value]): [string, string] => [name, value]);
      const send = () => sendToken(verification, service, { from, to, headers }, ports, signal);
      const request = await untilRecorded(send, seen, nodesOf(farm).length);
      return { variant: variant.id, service: service.name, request, plain: plainRecord(seen, request) };
    });
  },
};

/** Sends again where the node that answered records nothing, so that the balancer can pick another node. */
async function untilRecorded(
  send: () => Promise<RequestSeen>,
  seen: Observations,
  nodes: number,
): Promise<RequestSeen> {
  let request = await send();
  let tries = Math.max(nodes, LEAST_TRIES);
  while (tries > 0 && request.node !== null && writesNothing(seen, request)) {
    tries--;
    request = await send();
  }
  return request;
}

function writesNothing(seen: Observations, request: RequestSeen): boolean {
  if (mayBeRecorded(request)) return false;
  const plain = seen.requests.filter(({ node, service }) => node === request.node && service === request.service);
  return plain.every(({ records }) => records.value?.length === 0);
}

/** Whether a record of it was read, or is read later. */
function mayBeRecorded(request: RequestSeen): boolean {
  return (request.records.value?.length ?? 0) > 0 || isUnread(request);
}
