import { persistenceOf } from '../model/farm-parts.ts';
import { isHealthy, type Observations } from './observations.ts';
import type { Verification } from './ports.ts';

/**
 * The nodes that persistence keeps this client's addresses on, in one service: planned, and seen at work, since every
 * answered request from one address came from one node. Null where persistence explains nothing.
 */
export function pinnedTo({ farm }: Verification, seen: Observations, service: string): string[] | null {
  if (persistenceOf(farm, service) === 'none') return null;
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
 * Why no request reached these healthy nodes, which the balancer has in turn: persistence. Null where one of them was
 * reached after all, or the reason is another one.
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
  const inVain = drains.length === 0 ? '' : `; draining ${listed(drains.map(({ node }) => node))} led nowhere else`;
  const tried = refused === undefined ? inVain : `; ${refused.node} could not be drained: ${refused.refused}`;
  return {
    cause: `${listed(nodes)} ${nodes.length === 1 ? 'was' : 'were'} not reached: persistence pins this client to ${listed(pinned)}${tried}.`,
    remedy:
      drains.length === 0
        ? 'Send from more client addresses, or allow the drill (--drill): the other nodes are then drained and put back.'
        : 'See whether the balancer can take a node out of turn, or send from more client addresses.',
  };
}

/** `node-01, node-02 and node-03`. */
export function listed(names: string[]): string {
  const distinct = [...new Set(names)];
  return distinct.length < 2 ? distinct.join('') : `${distinct.slice(0, -1).join(', ')} and ${distinct.at(-1)}`;
}
