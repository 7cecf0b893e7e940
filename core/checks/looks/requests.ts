import { nodesOf, persistenceOf } from '../../model/farm-parts.ts';
import { reachByDraining } from '../asking/draining.ts';
import { withRecords } from '../asking/records.ts';
import { sendToken } from '../asking/send-token.ts';
import { type FollowedService, followedServices } from '../followed-services.ts';
import { listed } from '../listed.ts';
import type { Look } from '../look.ts';
import { isHealthy, type Observations, type ReachingRequest, type RequestSeen, type Way } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { RETURNING } from '../shapes.ts';
import { vantageProblem } from '../vantage-problem.ts';
import { health } from './health.ts';
import { settings } from './settings.ts';

/** After so many answers from one node in a row, planned persistence counts as working: the next would come from it as well. */
const PINNED_AFTER = 3;
/** So many requests without any answer are enough to know that nothing answers. */
const SILENT_AFTER = 3;
/** How many client addresses besides the first are tried. */
const MOST_OTHER_ADDRESSES = 30;

/** Sends one request with a token through a service, from a client address. */
type SendFrom = (from: string, way: Way) => Promise<ReachingRequest>;

/**
 * Requests through each virtual service until every healthy node has answered one, in these ways, the gentlest first:
 * new connections from the first client address; other client addresses, one request each; with consent, draining the
 * nodes that the balancer prefers, and putting them back. A request never carries a cookie, so that persistence by
 * cookie keeps no client on a node and needs no way of its own.
 *
 * Where persistence is planned, a few answers show whether it works: more new connections would be a waste then.
 */
export const requests: Look = {
  title: 'Following requests from the client to the audit record',
  effect: 'leaves audit entries',
  needs: [health, settings],
  sends: ({ farm, profile, balancer }, consent) => {
    const [first, ...others] = new Set(farm.clientAddresses);
    const services = listed(followedServices(profile).map(({ name }) => name));
    const more = others.slice(0, MOST_OTHER_ADDRESSES).length;
    const then = more === 0 ? '' : `, and if one has not, one from each of ${more} other client addresses`;
    const sent = `Requests with a token go from ${first} to ${services} until each of ${nodesOf(farm).length} nodes has answered, at most ${mostAttempts(nodesOf(farm).length)} to each${then}. Each leaves an audit entry that begins with fw-.`;
    const drained = `Where a node was not reached this way, the other nodes are drained at ${balancer.name} one after another, with a request after each, and put back in the pool.`;
    return consent.drill ? [sent, drained] : [sent];
  },
  run: async (verification, seen, ports, signal) => {
    const { farm, profile } = verification;
    const [first] = farm.clientAddresses;
    if (first === undefined) throw new Error('a farm has a client address');
    const services = await Promise.all(
      followedServices(profile).map(async (service) => {
        const send = sender(verification, service, ports, signal);
        return { service: service.name, send, sent: await reachFromAddresses(verification, seen, send) };
      }),
    );
    // A drained node is drained in every service. So services are taken one after another.
    for (const { service, send, sent } of ports.consent.drill ? services : []) {
      const wanted = unreached(verification, seen, sent);
      if (wanted.length === 0 || isSilent(sent)) continue;
      const preferred = sent.filter(({ sentFrom, node }) => sentFrom === first && node !== null);
      const leave = [...new Set(preferred.map(({ node }) => node ?? ''))];
      const way = { service, wanted, leave, send: () => send(first, 'drained') };
      const found = await reachByDraining(verification, way, ports, signal);
      sent.push(...found.requests);
      seen.drains.push(...found.drains);
    }
    seen.requests = await withRecords(
      verification,
      services.flatMap(({ sent }) => sent),
      ports,
      signal,
    );
  },
};

/**
 * How many new connections are tried before a node counts as not reached. Of n nodes that are chosen at random, one is
 * left out by n (ln n + 5) of them once in 150 times (coupon collector's problem: it is n e^-(ln n + 5)).
 */
export function mostAttempts(nodes: number): number {
  return Math.ceil(nodes * (Math.log(nodes) + 5));
}

function sender(
  verification: Verification,
  service: FollowedService,
  ports: VerifyPorts,
  signal: AbortSignal,
): SendFrom {
  const to = verification.farm.services.find(({ name }) => name === service.name);
  if (to === undefined) throw new Error('a farm has its services');
  return async (from, way) => {
    const sent = { ...(await sendToken(verification, service, { from, to }, ports, signal)), way };
    // Without the node's name in the answer, its record says which one answered.
    if (sent.node !== null || sent.status === null || sent.status >= 400) return sent;
    const [request = sent] = await withRecords(verification, [sent], ports, signal);
    return request;
  };
}

async function reachFromAddresses(
  verification: Verification,
  seen: Observations,
  send: SendFrom,
): Promise<ReachingRequest[]> {
  const { farm } = verification;
  const requests: ReachingRequest[] = [];
  const goesOn = () => unreached(verification, seen, requests).length > 0 && !isSilent(requests);
  const [first, ...others] = addressesOf(verification, seen);
  if (first === undefined) return requests;
  while (goesOn() && requests.length < mostAttempts(nodesOf(farm).length) && !isPinned(verification, requests))
    requests.push(await send(first, 'new connection'));
  for (const address of others) if (goesOn()) requests.push(await send(address, 'another client address'));
  return requests;
}

/** The first client address, then others. Addresses that the farm trusts come last: an answer to them proves nothing. */
function addressesOf(verification: Verification, seen: Observations): string[] {
  const [first, ...others] = new Set(verification.farm.clientAddresses);
  const proves = (address: string) => vantageProblem(verification, seen, address) === null;
  const sorted = [...others.filter(proves), ...others.filter((address) => !proves(address))];
  return first === undefined ? [] : [first, ...sorted.slice(0, MOST_OTHER_ADDRESSES)];
}

function unreached({ farm }: Verification, seen: Observations, requests: ReachingRequest[]): string[] {
  const names = nodesOf(farm)
    .map(({ name }) => name)
    .filter((name) => isHealthy(seen, name));
  return names.filter((name) => requests.every(({ node }) => node !== name));
}

/** Whether nothing answers at this service. */
function isSilent(requests: ReachingRequest[]): boolean {
  return requests.length >= SILENT_AFTER && requests.every(({ status }) => status === null);
}

/** Returns whether the planned persistence was seen to work with these requests of one service. That it is planned is not enough. */
export function isPinned({ farm }: Verification, requests: RequestSeen[]): boolean {
  const nodes = requests.flatMap(({ node }) => node ?? []);
  const [first] = requests;
  if (first === undefined) return false;
  const persistence = persistenceOf(farm, first.service);
  if (persistence === 'none' || (persistence === 'cookie' && first.shape !== RETURNING.id)) return false;
  return nodes.length >= PINNED_AFTER && new Set(nodes).size === 1;
}
