import { headerEntries } from '../../../core/client-ip/header-entries.ts';
import type { Hop } from '../../../core/model/farm.ts';

/** The forwarded header's lines as they reach the node, behind the last hop. */
export function forwardedLines(hops: readonly Hop[], client: string, forged: string): string[] {
  let lines = forged.trim() === '' ? [] : [forged.trim()];
  let peer = client;
  for (const { headerPolicy, presentsAs } of hops) {
    lines = linesAfter(headerPolicy, lines, peer);
    peer = presentsAs;
  }
  return lines;
}

function linesAfter(policy: Hop['headerPolicy'], lines: string[], peer: string): string[] {
  switch (policy) {
    case 'remove':
      return [];
    case 'replace':
      return [peer];
    case 'append':
      return [[...lines, peer].join(', ')];
    case 'add-line':
      return [...lines, peer];
    case 'if-none':
      return headerEntries(lines).length === 0 ? [peer] : lines;
    case 'preserve':
      return lines;
  }
}
