import type { HeaderPolicy } from '../model/header-policy.ts';

/** Returns whether the lines that arrive stay as they are, in their places, under this policy. */
export function keepsLines(policy: HeaderPolicy): boolean {
  return policy === 'preserve' || policy === 'add-line' || policy === 'if-none';
}

/**
 * Returns the values of a forwarded header behind one hop, one for each line.
 *
 * Empty lines do not become empty entries of an appended list (RFC 9110, 5.6.1: a sender must not write those).
 * @param lines the values as they reach the hop
 * @param peer the address that the hop sees as peer
 */
export function linesBehindHop(policy: HeaderPolicy, lines: readonly string[], peer: string): string[] {
  switch (policy) {
    case 'remove':
      return [];
    case 'replace':
      return [peer];
    case 'append':
      return [[...lines.filter((line) => line.trim() !== ''), peer].join(', ')];
    case 'add-line':
      return [...lines, peer];
    case 'if-none':
      return lines.length > 0 ? [...lines] : [peer];
    case 'preserve':
      return [...lines];
  }
}

/**
 * Returns how a request reaches the node: the header's lines behind the last hop, and the peer that the node sees.
 * @param hops outermost first; of a pair, the first unit has the request
 * @param sent the header's lines as the client sends them
 */
export function headerAtNode(
  hops: readonly { presentsAs: readonly string[]; headerPolicy: HeaderPolicy }[],
  client: string,
  sent: readonly string[] = [],
): { lines: string[]; peer: string } {
  let lines = [...sent];
  let peer = client;
  for (const { headerPolicy, presentsAs } of hops) {
    lines = linesBehindHop(headerPolicy, lines, peer);
    peer = presentsAs[0] ?? peer;
  }
  return { lines, peer };
}
