import type { FarmHost } from '../../model/farm-host.ts';
import { healthPathOf, hostNameOf, nodesOf, placeOf, serviceNamed } from '../../model/farm-parts.ts';
import { FORGED } from '../forged.ts';
import { type BypassSeen, isHealthy, type Observations, type RequestSeen, type SignInSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { ask, errorOf, inParallel } from './ask.ts';
import { exchange } from './exchange.ts';
import { REQUEST_LIMIT_MS, sendToken } from './token-request.ts';

/** Limit of a request that should find the way closed, in milliseconds. */
const CLOSED_LIMIT_MS = 3000;

/** Forged requests straight to each healthy node, from the wizard's address. */
export async function lookAtDirect(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<RequestSeen[]> {
  const { farm, profile } = verification;
  const ways = healthyNodes(verification, seen).flatMap((node) =>
    profile.services.map((service) => ({ node, service })),
  );
  return inParallel(ways, 4, async ({ node, service }) => {
    const headers: [string, string][] = [[profile.clientIp.headerName, FORGED.ipv4]];
    const way = { from: farm.wizardAddress, to: placeOf(farm, node, service.name), headers };
    const request = await sendToken(verification, service, way, ports, signal);
    return { ...request, node: node.name };
  });
}

/** Requests around the balancer, from a client's address straight to each healthy node. */
export async function lookAtBypass(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<BypassSeen[]> {
  const { farm, profile } = verification;
  const [from] = farm.clientAddresses;
  if (from === undefined) throw new Error('a farm has a client address');
  return inParallel(healthyNodes(verification, seen), 4, async (node) => {
    const { name } = node;
    const [service] = profile.services;
    if (service === undefined) throw new Error('a profile has a service');
    const request = {
      from,
      to: placeOf(farm, node, service.name),
      hostName: hostNameOf(farm, serviceNamed(farm, service.name)),
      method: 'GET' as const,
      path: healthPathOf(farm, service),
      limitMs: CLOSED_LIMIT_MS,
    };
    const asked = await ask(() => exchange(request, name, ports, signal), signal);
    return { node: name, sentFrom: from, status: asked.value?.status ?? null, error: errorOf(asked) };
  });
}

/** One sign-in on the first healthy node, then a signed-in question straight to every healthy node, from the wizard. */
export async function lookAtSignIn(
  verification: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<SignInSeen | null> {
  const { farm, profile } = verification;
  const needs = profile.signIn;
  const nodes = healthyNodes(verification, seen);
  const [first] = nodes;
  if (needs === null || first === undefined) return null;
  const send = (node: FarmHost, method: 'GET' | 'POST', path: string, headers: [string, string][]) =>
    ask(
      () =>
        exchange(
          {
            from: farm.wizardAddress,
            to: placeOf(farm, node, needs.service),
            hostName: hostNameOf(farm, serviceNamed(farm, needs.service)),
            method,
            path,
            headers,
            limitMs: REQUEST_LIMIT_MS,
          },
          node.name,
          ports,
          signal,
        ),
      signal,
    );
  const signedIn = await send(first, 'POST', needs.signInPath, []);
  const cookie = signedIn.value?.headers.find(([name]) => name.toLowerCase() === 'set-cookie')?.[1].split(';')[0];
  const answers = new Map<string, number>();
  if (cookie !== undefined)
    await inParallel(nodes, 4, async (node) => {
      const asked = await send(node, 'GET', needs.whoPath, [['Cookie', cookie]]);
      if (asked.value !== undefined) answers.set(node.name, asked.value.status);
    });
  return { signedInOn: first.name, error: errorOf(signedIn), answers };
}

function healthyNodes({ farm }: Verification, seen: Observations): FarmHost[] {
  return nodesOf(farm).filter(({ name }) => isHealthy(seen, name));
}
