import type { ServiceNeeds } from '../../model/plug-ins.ts';
import { isHealthy, type Observations, type RequestSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { sendToken } from './token-request.ts';

/** Requests through each virtual service, each on a new connection, until every healthy node has answered one. */
export async function lookAtRequests(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<RequestSeen[]> {
  const services = await Promise.all(
    verification.profile.services.map((service) => reachNodes(verification, service, seen, ports, signal)),
  );
  return services.flat();
}

/** How many new connections are tried before a node counts as not reached. */
export function mostAttempts(nodes: number): number {
  return nodes * 3 + 3;
}

async function reachNodes(
  verification: Verification,
  service: ServiceNeeds,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<RequestSeen[]> {
  const { farm } = verification;
  const [from] = farm.clientAddresses;
  const entry = farm.services.find(({ name }) => name === service.name);
  if (from === undefined || entry === undefined) throw new Error('a farm has a client address and its services');
  const wanted = new Set(farm.nodes.map(({ name }) => name).filter((name) => isHealthy(seen, name)));
  const requests: RequestSeen[] = [];
  while (wanted.size > 0 && requests.length < mostAttempts(farm.nodes.length)) {
    const request = await sendToken(verification, service, { from, to: entry }, ports, signal);
    requests.push(request);
    if (request.node !== null) wanted.delete(request.node);
    else if (request.status === null && requests.length >= 3 && requests.every(({ status }) => status === null)) break;
  }
  return requests;
}
