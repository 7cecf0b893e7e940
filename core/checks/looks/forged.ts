import { IN_EVERY_SHAPE, type SpoofVariant, spoofVariants, TO_EVERY_NODE } from '../../client-ip/spoof-variants.ts';
import { nodesOf, serviceNamed } from '../../model/farm-parts.ts';
import { inParallel } from '../asking/in-parallel.ts';
import { plainRecord } from '../asking/plain-record.ts';
import { isUnread, withRecords } from '../asking/records.ts';
import { sendShaped } from '../asking/send-token.ts';
import { signInThrough } from '../asking/sign-in.ts';
import { type FollowedService, followedServices } from '../followed-services.ts';
import { FORGED } from '../forged-addresses.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import type { Observations, RequestSeen } from '../observations.ts';
import type { Verification } from '../ports.ts';
import { namedShape, PLAIN, SHAPES, type Shape } from '../shapes.ts';
import { isPinned, mostAttempts } from './requests.ts';
import { AT_ONCE, CLIENTS, clientsOf, hasEveryPlace, nodesReached, shapes } from './shapes.ts';

/**
 * Every forged variant through every virtual service, and the one that holds every header in each shape, from two client
 * addresses, and of the first client to each node; beside what a request of the same shape to the same node was recorded
 * with.
 */
export const forged: Look = {
  title: 'Sending forged headers through the balancer',
  effect: 'leaves audit entries',
  needs: [shapes],
  sends: ({ farm, profile }) => {
    const clients = farm.clientAddresses.slice(0, CLIENTS);
    const services = listed(followedServices(profile).map(({ name }) => name));
    const most = mostAttempts(nodesOf(farm).length);
    return [
      `${spoofVariants(FORGED, profile.clientIp.header).length} requests with forged headers go from ${clients.length === 1 ? '' : 'each of '}${listed(clients)} to every service (${services}), and those with every header in each of these shapes: ${listed(SHAPES.map(({ title }) => title))}; from ${clients[0]} until each node has answered, at most ${most} of each. Where the node that answers records nothing, each is sent again, at most ${most} times. They leave audit entries, too.`,
    ];
  },
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const clients = clientsOf(verification, seen);
    const [from] = clients;
    if (from === undefined) throw new Error('a farm has a client address');
    const variants = spoofVariants(FORGED, profile.clientIp.header);
    const signedIn = await signInThrough(verification, from, ports, signal);
    const missing = ({ service, shape }: Attempt) =>
      shape.missing(service, signedIn) ??
      seen.shapesMissing.find((one) => one.service === service.name && one.shape === shape.id)?.why ??
      null;
    const attempts = followedServices(profile)
      .filter(({ name }) =>
        seen.requests.some((plain) => plain.service === name && (plain.node !== null || mayBeRecorded(plain))),
      )
      .flatMap((service) => clients.flatMap((client) => attemptsAt(service, variants, client)));
    const isFirst = ({ client, variant }: Attempt) => client === from && variant.id === TO_EVERY_NODE;
    for (const attempt of attempts.filter(isFirst)) {
      const why = missing(attempt);
      const isTold = seen.shapesMissing.some(
        ({ service, shape }) => service === attempt.service.name && shape === attempt.shape.id,
      );
      if (why !== null && !isTold)
        seen.shapesMissing.push({ service: attempt.service.name, shape: attempt.shape.id, why });
    }
    const send = ({ service, shape, client }: Attempt, headers: SpoofVariant['headers'], outOfStep = false) => {
      const fields = headers.map(([name, value]): [string, string] => [name, value]);
      const way = { from: client, to: serviceNamed(farm, service.name), headers: fields, shape, signedIn, outOfStep };
      return sendShaped(verification, service, way, ports, signal);
    };
    const sendForged = async (attempt: Attempt, outOfStep = false): Promise<Sent[]> =>
      (await send(attempt, attempt.variant.headers, outOfStep)).map((request) => ({ ...request, attempt }));
    const possible = attempts.filter((attempt) => missing(attempt) === null);
    const first = (await inParallel(possible, AT_ONCE, (attempt) => sendForged(attempt))).flat();
    const toEachNode = ({ variant, client }: Attempt) => variant.id === TO_EVERY_NODE && client === from;
    for (const attempt of possible.filter(toEachNode))
      first.push(...(await toOtherNodes(attempt, first, verification, seen, sendForged)));
    let sent = await withRecords(verification, first, ports, signal);
    const mayRepeat = mostAttempts(nodesOf(farm).length);
    for (let tries = 0; tries < mayRepeat && sent.some((one) => writesNothing(seen, one)); tries++) {
      const again = await inParallel(sent, AT_ONCE, async (one) =>
        writesNothing(seen, one) ? (samePlace(await sendForged(one.attempt, true), one) ?? one) : one,
      );
      sent = await withRecords(verification, again, ports, signal);
    }
    const twins: RequestSeen[] = [];
    seen.spoofs = await inParallel(sent, AT_ONCE, async ({ attempt, ...request }) => {
      // Only beside a request that forges nothing and passes does a refusal say something of the forged header.
      const isRefused = request.status !== null && request.status >= 400;
      const plain = isRefused ? await send(attempt, []) : [];
      twins.push(...plain);
      const { variant, service, shape } = attempt;
      const name = shape === PLAIN ? variant.id : `${variant.id} (${namedShape(request)})`;
      const twin = samePlace(plain, request)?.status ?? null;
      return { variant: name, service: service.name, request, plain: plainRecord(seen, request), twin };
    });
    // One that is refused, too, is told with the forged one; the others are requests like all that forge nothing.
    const answered = twins.filter(({ status }) => status !== null && status < 400);
    seen.shaped = [...seen.shaped, ...(await withRecords(verification, answered, ports, signal))];
  },
};

/** Sends an attempt again until every node that answers this service has answered it, or that cannot be expected any more. */
async function toOtherNodes(
  attempt: Attempt,
  before: readonly Sent[],
  verification: Verification,
  seen: Observations,
  send: (attempt: Attempt, outOfStep: boolean) => Promise<Sent[]>,
): Promise<Sent[]> {
  const sent: Sent[] = [];
  const all = () => [...before.filter((one) => one.attempt === attempt), ...sent];
  // A refusal says nothing of the node, and who stays on one node reaches no other.
  const goesOn = () =>
    all().some(({ node }) => node !== null) &&
    !isPinned(verification, all()) &&
    nodesReached(seen, attempt.service).some((node) => !hasEveryPlace(attempt.shape, all(), node));
  const most = mostAttempts(nodesOf(verification.farm).length);
  const came = (place: number) => all().filter(({ nth }) => (nth ?? 1) === place).length;
  // Connections on which only the first request is sent, or answered, count half.
  while (goesOn() && came(attempt.shape.onOneConnection) < most && came(1) < 2 * most)
    sent.push(...(await send(attempt, true)));
  return sent;
}

/** A forged variant that one client sends through one service, in one shape. */
interface Attempt {
  client: string;
  service: FollowedService;
  variant: SpoofVariant;
  shape: Shape;
}

type Sent = RequestSeen & { attempt: Attempt };

/** Every variant as a plain request, and those that hold all headers in every other shape. */
function attemptsAt(service: FollowedService, variants: SpoofVariant[], client: string): Attempt[] {
  return variants.flatMap((variant) => {
    const shapes = IN_EVERY_SHAPE.includes(variant.id) ? SHAPES : [PLAIN];
    return shapes.map((shape) => ({ client, service, variant, shape }));
  });
}

/** The request at the same place of its connection. */
function samePlace<T extends RequestSeen>(requests: T[], { nth }: RequestSeen): T | undefined {
  return requests.find((request) => request.nth === nth);
}

/** Whether the node that answered records nothing at all: the balancer may pick another node the next time. */
function writesNothing(seen: Observations, request: RequestSeen): boolean {
  if (request.node === null || mayBeRecorded(request) || !seen.requests.some(mayBeRecorded)) return false;
  const plain = seen.requests.filter(({ node, service }) => node === request.node && service === request.service);
  return plain.every(({ records }) => records.value?.length === 0);
}

/** Whether a record of it was read, or is read later. */
function mayBeRecorded(request: RequestSeen): boolean {
  return (request.records.value?.length ?? 0) > 0 || isUnread(request);
}
