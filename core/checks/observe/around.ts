import type { FarmNode } from '../../model/farm.ts';
import { FORGED } from '../forged.ts';
import { type BypassSeen, isHealthy, type Observations, type RequestSeen, type SignInSeen } from '../observations.ts';
import type { Verification, VerifyPorts } from '../ports.ts';
import { ask, errorOf, inParallel } from './ask.ts';
import { exchange } from './exchange.ts';
import { mostAttempts } from './requests.ts';
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

/** One sign-in through the balancer, then signed-in questions on new connections until every healthy node answered. */
export async function lookAtSignIn(
  { farm, profile }: Verification,
  seen: Observations,
  ports: VerifyPorts,
  signal: AbortSignal,
): Promise<SignInSeen | null> {
  const needs = profile.signIn;
  const [from] = farm.clientAddresses;
  const entry = farm.services.find(({ name }) => name === needs?.service);
  if (needs === null || from === undefined || entry === undefined) return null;
  const send = (method: 'GET' | 'POST', path: string, headers: [string, string][]) =>
    ask(
      () =>
        exchange(
          { from, to: entry, hostName: farm.hostName, method, path, headers, limitMs: REQUEST_LIMIT_MS },
          null,
          ports,
          signal,
        ),
      signal,
    );
  const signedIn = await send('POST', needs.signInPath, []);
  const headerOf = (name: string) =>
    signedIn.value?.headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
  const cookie = headerOf('set-cookie')?.split(';')[0];
  const result: SignInSeen = {
    signedInOn: headerOf('x-served-by') ?? null,
    error: errorOf(signedIn),
    answers: new Map(),
  };
  if (cookie === undefined) return result;
  const wanted = new Set(farm.nodes.map(({ name }) => name).filter((name) => isHealthy(seen, name)));
  for (let attempt = 0; wanted.size > 0 && attempt < mostAttempts(farm.nodes.length); attempt++) {
    const asked = await send('GET', needs.whoPath, [['Cookie', cookie]]);
    const node = asked.value?.headers.find(([name]) => name.toLowerCase() === 'x-served-by')?.[1];
    if (asked.value === undefined || node === undefined) continue;
    wanted.delete(node);
    if (result.answers.get(node) !== undefined && result.answers.get(node) !== 200) continue;
    result.answers.set(node, asked.value.status);
  }
  return result;
}

function healthyNodes({ farm }: Verification, seen: Observations): FarmNode[] {
  return farm.nodes.filter(({ name }) => isHealthy(seen, name));
}
