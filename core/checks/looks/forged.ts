import { type SpoofVariant, spoofVariants } from '../../client-ip/spoof-variants.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { plainRecord } from '../asking/plain-record.ts';
import { isUnread, withRecords } from '../asking/records.ts';
import { sendToken } from '../asking/send-token.ts';
import { type FollowedService, followedServices } from '../followed-services.ts';
import { FORGED } from '../forged-addresses.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import type { Observations, RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { requests } from './requests.ts';

/**
 * Forged requests are sent in parallel, so the balancer mixes them. Among two nodes of which one records nothing, so
 * many requests in a row reach that node once in ten thousand times.
 */
const LEAST_TRIES = 13;
/** So many requests are under way at the same time. */
const AT_ONCE = 4;

/** Every forged variant through every virtual service, beside what a plain request to the same node was recorded with. */
export const forged: Look = {
  title: 'Sending forged headers through the balancer',
  effect: 'leaves audit entries',
  needs: [requests],
  sends: ({ farm, profile }) => [
    `${spoofVariants(FORGED, profile.clientIp.header).length} requests with forged headers go from ${farm.clientAddresses[0]} to every service (${listed(followedServices(profile).map(({ name }) => name))}), and again where the node that answers records nothing. They leave audit entries, too.`,
  ],
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const attempts = followedServices(profile)
      .filter(({ name }) => seen.requests.some((plain) => plain.service === name && mayBeRecorded(plain)))
      .flatMap((service) => spoofVariants(FORGED, profile.clientIp.header).map((variant) => ({ service, variant })));
    const send = async (attempt: Attempt): Promise<RequestSeen & { attempt: Attempt }> => {
      const headers = attempt.variant.headers.map(([name, value]): [string, string] => [name, value]);
      return { ...(await sendThrough(verification, attempt.service, headers, ports, signal)), attempt };
    };
    let sent = await withRecords(verification, await inParallel(attempts, AT_ONCE, send), ports, signal);
    const mayRepeat = Math.max(nodesOf(farm).length, LEAST_TRIES);
    for (let tries = 0; tries < mayRepeat && sent.some((one) => writesNothing(seen, one)); tries++) {
      const again = await inParallel(sent, AT_ONCE, async (one) =>
        writesNothing(seen, one) ? await send(one.attempt) : one,
      );
      sent = await withRecords(verification, again, ports, signal);
    }
    seen.spoofs = await inParallel(sent, AT_ONCE, async ({ attempt: { service, variant }, ...request }) => {
      // Only beside a plain request that passes does a refusal say something of the forged header.
      const isRefused = request.status !== null && request.status >= 400;
      const twin = isRefused ? (await sendThrough(verification, service, [], ports, signal)).status : null;
      return { variant: variant.id, service: service.name, request, plain: plainRecord(seen, request), twin };
    });
  },
};

/** A forged variant that is sent through one service. */
interface Attempt {
  service: FollowedService;
  variant: SpoofVariant;
}

function sendThrough(
  verification: Verification,
  service: FollowedService,
  headers: [string, string][],
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<RequestSeen> {
  const { farm } = verification;
  const [from] = farm.clientAddresses;
  const to = farm.services.find(({ name }) => name === service.name);
  if (from === undefined || to === undefined) throw new Error('a farm has a client address and its services');
  return sendToken(verification, service, { from, to, headers }, ports, signal);
}

/** Whether the node that answered records nothing at all: the balancer may pick another node the next time. */
function writesNothing(seen: Observations, request: RequestSeen): boolean {
  if (request.node === null || mayBeRecorded(request)) return false;
  const plain = seen.requests.filter(({ node, service }) => node === request.node && service === request.service);
  return plain.every(({ records }) => records.value?.length === 0);
}

/** Whether a record of it was read, or is read later. */
function mayBeRecorded(request: RequestSeen): boolean {
  return (request.records.value?.length ?? 0) > 0 || isUnread(request);
}
