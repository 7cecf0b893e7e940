import { nodesOf, persistenceOf } from '../../model/farm-parts.ts';
import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { followedServices } from '../followed-services.ts';
import { listed } from '../listed.ts';
import { pool } from '../looks/pool.ts';
import { requests } from '../looks/requests.ts';
import { isHealthy, type Observations } from '../observations.ts';
import type { Verification } from '../ports.ts';
import { persistencePins, pinnedTo } from './persistence-pins.ts';

/**
 * Whether requests through a virtual service reach every node: by new connections where no persistence is planned, else
 * in any way, because persistence keeps a client on one node.
 */
export const distribution: Check = {
  id: 'distribution',
  title: 'Requests reach every node',
  required: false,
  page: 'load-balancer',
  field: 'persistence',
  needs: [requests, pool],
  judge: (verification, seen) =>
    verification.farm.services.map(({ name: service }) =>
      followedServices(verification.profile).some(({ name }) => name === service)
        ? reached(verification, seen, service)
        : notFollowed(verification, service),
    ),
};

function notFollowed({ balancer }: Verification, service: string): Judgement {
  return notPass(
    'not applicable',
    { service },
    {
      cause: `A connection of ${service} does not say which node took it.`,
      remedy: `Nothing to do: every node answers directly, and ${balancer.name} says whether it is in the pool.`,
    },
  );
}

function reached(verification: Verification, seen: Observations, service: string): Judgement {
  const { farm, balancer } = verification;
  const subject = { service };
  const requests = seen.requests.filter((request) => request.service === service);
  const names = nodesOf(farm).map(({ name }) => name);
  const wayTo = new Map(
    [...requests].reverse().flatMap(({ node, way }): [string, string][] => (node === null ? [] : [[node, way]])),
  );
  const evidence = {
    requests: requests.length,
    answeredBy: Object.fromEntries(
      names.map((name) => [name, requests.filter((request) => request.node === name).length]),
    ),
    reachedBy: Object.fromEntries(names.map((name) => [name, wayTo.get(name) ?? null])),
    persistence: persistenceOf(farm, service),
    pinnedTo: pinnedTo(verification, seen, service),
    drained: seen.drains.filter((drain) => drain.service === service),
  };
  const out = seen.drains.filter(({ problem }) => problem !== null);
  if (out.length > 0)
    return notPass('fail', subject, {
      cause: `${listed(out.map(({ node }) => node))} was drained for the test and is not back in the pool: ${out[0]?.problem}.`,
      remedy: `Put ${listed(out.map(({ node }) => node))} back in the pool at ${balancer.name} by hand at once.`,
      evidence,
    });
  const missed = names.filter((name) => {
    const way = wayTo.get(name);
    return persistenceOf(farm, service) === 'none' ? way !== 'new connection' : way === undefined;
  });
  if (missed.length === 0) return pass(subject, evidence);
  if (requests.every((request) => request.status === null))
    return notPass('could not run', subject, {
      cause: `Nothing answers at the virtual service ${service}: ${requests[0]?.error?.message ?? 'no request could be sent'}`,
      remedy: 'Check that the balancer runs and listens there.',
      evidence,
    });
  const unpooled = allMarkedDown(verification, seen, service);
  if (unpooled && requests.every(({ node }) => node === null))
    return notPass('could not run', subject, {
      cause: `${balancer.name} has every node of ${service} marked down, so no request reaches any.`,
      remedy: 'Correct the health check at the balancer first.',
      evidence,
      causedBy: 'balancer.pool',
    });
  const pinned = persistencePins(verification, seen, missed, service);
  if (pinned !== null) return notPass('could not run', subject, { ...pinned, evidence });
  const down = missed.every((node) => !isHealthy(seen, node));
  const [detour] = missed.filter((node) => wayTo.has(node));
  return notPass('fail', subject, {
    cause:
      detour === undefined
        ? `${requests.length} requests through ${service} reached ${names.length - missed.length} of ${names.length} nodes; none reached ${missed.join(', ')}.`
        : `No new connection from one address through ${service} reached ${listed(missed)}, though no persistence is planned; ${detour} was reached in another way (${wayTo.get(detour)}).`,
    remedy: down
      ? `Start ${missed.join(', ')} again.`
      : 'Check that the balancer has the node in its pool and spreads new connections.',
    evidence,
    ...(down ? { causedBy: 'health.node' } : {}),
  });
}

/** Returns whether the balancer has every node marked down, though at least one answers its health check directly. */
function allMarkedDown({ farm }: Verification, seen: Observations, service: string): boolean {
  const members = (seen.pool.value ?? []).filter((member) => member.service === service);
  return (
    members.length > 0 &&
    members.every(({ state }) => state === 'down') &&
    nodesOf(farm).some(({ name }) => isHealthy(seen, name))
  );
}
