import { spoofVariants } from '../../client-ip/spoof-variants.ts';
import { nodesOf } from '../../model/farm-parts.ts';
import { FORGED } from '../forged.ts';
import type { Observations, RequestSeen, SpoofSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { inParallel } from './ask.ts';
import { sendToken } from './token-request.ts';

/**
 * Requests are sent side by side, so that turns get mixed: among two nodes of which one records nothing, as many in a row
 * end there once in ten thousand times.
 */
const LEAST_TRIES = 13;

/** Every forged variant through every virtual service, beside what a plain request to the same node was recorded with. */
export async function lookAtForged(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<SpoofSeen[]> {
  const variants = spoofVariants(FORGED);
  const attempts = verification.profile.services
    .filter(({ name }) => plainOf(seen, name, null, null) !== null)
    .flatMap((service) => variants.map((variant) => ({ service, variant })));
  return inParallel(attempts, 4, async ({ service, variant }) => {
    const [from] = verification.farm.clientAddresses;
    const to = verification.farm.services.find(({ name }) => name === service.name);
    if (from === undefined || to === undefined) throw new Error('a farm has a client address and its services');
    const headers = variant.headers.map(([name, value]): [string, string] => [name, value]);
    const send = () => sendToken(verification, service, { from, to, headers }, ports, signal);
    const request = await untilRecorded(send, seen, nodesOf(verification.farm).length);
    return {
      variant: variant.id,
      service: service.name,
      request,
      plain: plainOf(seen, service.name, request.node, request.sentFrom),
    };
  });
}

/** A node that records nothing tells nothing: the balancer is given the chance to pick another. */
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
  if ((request.records.value?.length ?? 0) > 0) return false;
  const plain = seen.requests.filter(({ node, service }) => node === request.node && service === request.service);
  return plain.every(({ records }) => records.value?.length === 0);
}

/** The address of a plain request's record, from this node or (null) from any. */
function plainOf(seen: Observations, service: string, node: string | null, sentFrom: string | null): string | null {
  const request = seen.requests.find(
    (candidate) =>
      candidate.service === service &&
      (node === null || candidate.node === node) &&
      (sentFrom === null || candidate.sentFrom === sentFrom) &&
      (candidate.records.value?.length ?? 0) > 0,
  );
  return request?.records.value?.[0]?.resolved ?? null;
}
