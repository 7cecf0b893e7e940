import type { FarmNode } from '../../model/farm.ts';
import { ask, errorOf, inParallel } from '../asking/ask.ts';
import { exchange } from '../asking/exchange.ts';
import { REQUEST_LIMIT_MS, sendToken } from '../asking/token-request.ts';
import { FORGED } from '../forged-addresses.ts';
import { type BypassSeen, isHealthy, type Observations, type RequestSeen, type SignInSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';

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
    const headers: [string, string][] = [[profile.clientIp.header, FORGED.ipv4]];
    const way = { from: farm.wizardAddress, to: node, headers };
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
  return inParallel(healthyNodes(verification, seen), 4, async ({ name, address, port }) => {
    const path = profile.services[0]?.healthPath ?? '/';
    const request = {
      from,
      to: { address, port },
      hostName: farm.hostName,
      method: 'GET' as const,
      path,
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
  const send = ({ name, address, port }: FarmNode, method: 'GET' | 'POST', path: string, headers: [string, string][]) =>
    ask(
      () =>
        exchange(
          {
            from: farm.wizardAddress,
            to: { address, port },
            hostName: farm.hostName,
            method,
            path,
            headers,
            limitMs: REQUEST_LIMIT_MS,
          },
          name,
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

function healthyNodes({ farm }: Verification, seen: Observations): FarmNode[] {
  return farm.nodes.filter(({ name }) => isHealthy(seen, name));
}
