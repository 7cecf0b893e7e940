import { nodesOf, persistenceOf } from '../../model/farm-parts.ts';
import type { ServiceNeeds } from '../../model/plug-ins.ts';
import { isHealthy, type Observations, type ReachingRequest, type Way } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { vantageProblem } from '../vantage-untrusted.ts';
import { reachByDraining } from './drained.ts';
import { sendToken } from './token-request.ts';

/** So many answers of one node in a row, where persistence is planned, and the next would come from it as well. */
const PINNED_AFTER = 3;
/** Where nothing answers at all, so many requests are enough to know it. */
const SILENT_AFTER = 3;
/** How many client addresses besides the first are tried. */
export const MOST_OTHER_ADDRESSES = 30;

/** Sends one request with a token through a service, from a client address. */
export type SendFrom = (from: string, way: Way) => Promise<ReachingRequest>;

/**
 * Requests through each virtual service until every healthy node has answered one, in these ways, the gentlest first:
 * new connections from the first client address; other client addresses, one request each; with consent, draining the
 * nodes that the balancer prefers, and putting them back. A request never carries a cookie, so that persistence by
 * cookie keeps no client on a node and needs no way of its own.
 *
 * Where persistence is planned, a few answers show whether it is there: more new connections would be a waste then.
 * Fills `drains` besides what it returns.
 */
export async function lookAtRequests(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<ReachingRequest[]> {
  const { farm, profile } = verification;
  const [first] = farm.clientAddresses;
  if (first === undefined) throw new Error('a farm has a client address');
  const services = await Promise.all(
    profile.services.map(async (service) => {
      const send = sender(verification, service, ports, signal);
      return { service: service.name, send, requests: await reachFromAddresses(verification, seen, send) };
    }),
  );
  // A node is drained in every service at once: one service after another, so that none gets in another's way.
  for (const { service, send, requests } of ports.consent.drill ? services : []) {
    const wanted = unreached(verification, seen, requests);
    if (wanted.length === 0 || isSilent(requests)) continue;
    const preferred = requests.filter(({ sentFrom, node }) => sentFrom === first && node !== null);
    const leave = [...new Set(preferred.map(({ node }) => node ?? ''))];
    const way = { service, wanted, leave, send: () => send(first, 'drained') };
    const found = await reachByDraining(verification, way, ports, signal);
    requests.push(...found.requests);
    seen.drains.push(...found.drains);
  }
  return services.flatMap(({ requests }) => requests);
}

/** How many new connections are tried before a node counts as not reached. */
export function mostAttempts(nodes: number): number {
  return nodes * 3 + 3;
}

function sender(verification: Verification, service: ServiceNeeds, ports: VerifyPorts, signal: AbortSignal): SendFrom {
  const to = verification.farm.services.find(({ name }) => name === service.name);
  if (to === undefined) throw new Error('a farm has its services');
  return async (from, way) => ({ ...(await sendToken(verification, service, { from, to }, ports, signal)), way });
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

/** The first client address, then others. Those the farm trusts come last: an answer to them proves nothing. */
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

/** Nothing answers at this service. */
function isSilent(requests: ReachingRequest[]): boolean {
  return requests.length >= SILENT_AFTER && requests.every(({ status }) => status === null);
}

/** The plan's persistence is seen at work. Its word alone is not believed. */
function isPinned({ farm }: Verification, requests: ReachingRequest[]): boolean {
  const nodes = requests.flatMap(({ node }) => node ?? []);
  const [first] = requests;
  if (first === undefined || persistenceOf(farm, first.service) === 'none') return false;
  return nodes.length >= PINNED_AFTER && new Set(nodes).size === 1;
}
