import type { Outcome } from '../model/check.ts';
import type { Farm } from '../model/farm.ts';
import type { FarmHost } from '../model/farm-host.ts';
import { hostsIn, nodesOf, placeOf } from '../model/farm-parts.ts';
import type { Proof } from '../model/result.ts';
import { followedServices } from './followed-services.ts';
import { listed } from './listed.ts';
import type { Observations, RequestSeen } from './observations.ts';
import type { Verification } from './ports.ts';
import { PLAIN, SHAPES, titleOf } from './shapes.ts';

/**
 * Returns what was not tried, each a sentence with its reason: checks that nobody allowed, and nodes that no request
 * reached.
 * @param more what else was not tried, such as shapes of requests that cannot be sent
 */
export function notTried(outcomes: readonly Outcome[], proof: readonly Proof[], more: readonly string[]): string[] {
  const skipped = outcomes.filter(({ verdict }) => verdict === 'skipped');
  // A host that cannot say what it listens at: no further way in was tried there.
  const untold = outcomes.filter(({ id, verdict }) => id === 'entrances.closed' && verdict === 'not applicable');
  return [
    ...new Set([
      ...[...skipped, ...untold].map(({ title, cause }) => cause ?? `“${title}” was skipped.`),
      ...proof
        .filter(({ token }) => token === '')
        .map(({ service, node }) => `No request through ${service} reached ${node}.`),
      ...more,
    ]),
  ];
}

/**
 * Returns what requests of clients were not tried, as sentences with the reason: shapes that a service has none of, shapes
 * that did not reach a node, and clients beside each other.
 */
export function untriedShapes({ farm, profile }: Verification, seen: Observations): string[] {
  const missing = seen.shapesMissing.map(
    ({ service, shape, why }) => `In ${service} no request in the shape “${titleOf(shape)}” was sent: ${why}.`,
  );
  const unreached = followedServices(profile).flatMap(({ name: service }) => {
    const own = seen.shaped.filter((request) => request.service === service);
    const shapes = [...new Set(own.map(({ shape }) => shape))];
    return shapes.flatMap((shape) => unreachedBy(farm, seen, service, shape));
  });
  const clients = new Set(farm.clientAddresses).size;
  const alone = 'Two clients beside each other were not tried: only one client address is known.';
  const on = seen.signIn?.on ?? [];
  const fewest = Math.min(...on.map(({ asked }) => asked.length));
  const few = `The cookie of a sign-in went to ${fewest} of ${on.length} nodes, and not to the others.`;
  return [
    ...new Set([...missing, ...unreached, ...(clients > 1 ? [] : [alone]), ...(fewest < on.length ? [few] : [])]),
  ];
}

/**
 * Returns the hosts that serve at every address, of IPv6 as well, though no IPv6 address of theirs is known: nobody tried
 * what clients meet there. A sentence each.
 */
export function untriedAddresses({ farm }: Verification, seen: Observations): string[] {
  const ports = (host: FarmHost) =>
    host.role === 'node'
      ? farm.services.map(({ name }) => placeOf(farm, host, name).port)
      : farm.services.map(({ port }) => port);
  return [...nodesOf(farm), ...hostsIn(farm, 'balancer')].flatMap((host) => {
    if (host.addresses.some((address) => address.includes(':'))) return [];
    const sockets = seen.sockets.get(host.name)?.value ?? [];
    const open = sockets.filter(({ atIpv6 = false, port }) => atIpv6 && ports(host).includes(port));
    const named = listed([...new Set(open.map(({ port }) => `port ${port}`))]);
    return open.length === 0
      ? []
      : [
          `${host.name} listens at ${named} of its IPv6 addresses as well; none of them is in the plan, so nothing was sent there.`,
        ];
  });
}

/** Returns that nobody was sent around the outer devices of a path, a sentence for each inner one. */
export function untriedPlaces({ farm }: Pick<Verification, 'farm'>): string[] {
  return farm.hops.slice(1).map(({ name }, index) => {
    const before = farm.hops[index]?.name ?? '';
    return `No client was sent around ${before} straight to ${name}: its firewall has to admit ${before} alone.`;
  });
}

/** The nodes that answered plain requests of a service, and none of one shape that was sent; and a second request that none of them answered. */
function unreachedBy(farm: Farm, seen: Observations, service: string, shape: string): string[] {
  const isHere = (request: RequestSeen) => request.service === service && request.node !== null;
  const own = seen.shaped.filter((request) => isHere(request) && request.shape === shape);
  const plain = new Set(seen.requests.filter(isHere).map(({ node }) => node));
  const answered = new Set(
    (shape === PLAIN.id ? [...own, ...seen.requests.filter(isHere)] : own).map(({ node }) => node),
  );
  const nodes = nodesOf(farm).flatMap(({ name }) => (plain.has(name) && !answered.has(name) ? [name] : []));
  const several = SHAPES.some(({ id, onOneConnection }) => id === shape && onOneConnection > 1);
  const title = titleOf(shape);
  return [
    ...(nodes.length === 0 ? [] : [`In ${service} no request in the shape “${title}” reached ${listed(nodes)}.`]),
    ...(several && own.length > 0 && own.every(({ nth }) => nth === undefined)
      ? [`In ${service} no second request in the shape “${title}” was answered: the connection was ended.`]
      : []),
  ];
}
