import { persistenceOf } from '../../model/farm-parts.ts';
import { listed } from '../listed.ts';
import { isHealthy, type Observations } from '../observations.ts';
import type { Verification } from '../ports.ts';

/**
 * Returns the nodes on which persistence keeps this client's addresses, in one service. It must be planned and seen to
 * work: every answered request from one address came from one node. Null where persistence explains nothing.
 */
export function pinnedTo({ farm }: Verification, seen: Observations, service: string): string[] | null {
  if (persistenceOf(farm, service) !== 'source') return null;
  const nodes = new Map<string, string>();
  for (const request of seen.requests) {
    if (request.service !== service || request.node === null || request.way === 'drained') continue;
    const before = nodes.get(request.sentFrom) ?? request.node;
    if (before !== request.node) return null;
    nodes.set(request.sentFrom, before);
  }
  return nodes.size === 0 ? null : [...new Set(nodes.values())];
}

/**
 * Returns why no request reached these healthy nodes, which are in the pool: persistence. Null where one of them was
 * reached, or the reason is another one.
 */
export function persistencePins(
  verification: Verification,
  seen: Observations,
  nodes: string[],
  service: string,
): { cause: string; remedy: string } | null {
  const pinned = pinnedTo(verification, seen, service);
  const answers = (node: string) => seen.requests.some((sent) => sent.service === service && sent.node === node);
  const isOut = (node: string) =>
    seen.pool.value?.some((member) => member.service === service && member.node === node && member.state !== 'up');
  if (pinned === null || nodes.some((node) => answers(node) || isOut(node) || !isHealthy(seen, node))) return null;
  const drains = seen.drains.filter((drain) => drain.service === service);
  const refused = drains.find((drain) => drain.refused !== null);
  const inVain = drains.length === 0 ? '' : `; draining ${listed(drains.map(({ node }) => node))} did not help`;
  const tried = refused === undefined ? inVain : `; ${refused.node} could not be drained: ${refused.refused}`;
  return {
    cause: `${listed(nodes)} ${nodes.length === 1 ? 'was' : 'were'} not reached: persistence keeps this client on ${listed(pinned)}${tried}.`,
    remedy:
      drains.length === 0
        ? 'Send from more client addresses, or verify with --drill: the other nodes are then drained and put back.'
        : 'Check whether the balancer can drain a node, or send from more client addresses.',
  };
}
