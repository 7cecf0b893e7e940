import { headerEntries } from '../../../core/client-ip/header-entries.ts';
import { sameAddressText } from '../../../core/client-ip/same-address.ts';
import { trustFromHops } from '../../../core/client-ip/trust-from-hops.ts';
import { parseAddress, parseTrustedRange } from '../../../core/client-ip/trusted-range.ts';
import type { Farm } from '../../../core/model/farm.ts';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import type { Hop } from '../../../core/model/hop.ts';
import type { IpDetection } from '../../../core/model/plug-ins.ts';
import type { AddressEvidence } from '../../practice/address-evidence.ts';
import { type HeaderWalk, headerWalk } from '../../practice/header-walk.ts';

/** What one device of the farm adds to the sum of header entries. Below 0 it takes some away. */
export interface Summand {
  name: string;
  count: number;
}

/** The forward limit as a sum over the devices, outermost first. */
export function trustSum(farm: Farm): { summands: Summand[]; sum: number } {
  const limits = farm.hops.map((_, index) => trustFromHops(farm.hops.slice(0, index + 1)).forwardLimit);
  const summands = farm.hops.map(({ name }, index) => ({
    name,
    count: (limits[index] ?? 0) - (limits[index - 1] ?? 0),
  }));
  return { summands, sum: limits.at(-1) ?? 0 };
}

/** The setting that follows from the answers. */
export function plannedSetting(farm: Farm, headerName: string): IpDetection {
  const { forwardLimit, knownProxies } = trustFromHops(farm.hops);
  return { enabled: forwardLimit > 0, forwardLimit, knownProxies, knownNetworks: farm.trustedRanges, headerName };
}

/** One request followed through the farm by thought: with the address it comes from, and what it carries already. */
export interface Thought {
  evidence: AddressEvidence;
  walk: HeaderWalk;
  /** Whether the application takes the address the request was sent from. */
  right: boolean;
  taken: string | null;
}

/** Follows a request. Null where the addresses as they stand allow no answer. */
export function followRequest(
  farm: Farm,
  {
    client,
    forged,
    planned,
    inForce,
  }: { client: string; forged: string; planned: IpDetection; inForce: IpDetection | null },
): Thought | null {
  try {
    const sentFrom = parseAddress(client, 'client');
    const evidence: AddressEvidence = {
      node: nodesOf(farm)[0]?.name ?? '',
      token: '',
      sentFrom,
      audited: null,
      peer: farm.hops.at(-1)?.presentsAs[0] ?? sentFrom,
      forwarded: forwardedLines(farm.hops, sentFrom, forged),
      settings: inForce ?? planned,
      planned,
      at: null,
    };
    const walk = headerWalk(evidence);
    const taken = walk.believed?.address ?? null;
    return { evidence, walk, taken, right: taken !== null && sameAddressText(taken, sentFrom) };
  } catch {
    return null;
  }
}

/** Whom a setting trusts, each with its reason and how many addresses it holds. */
export function trustedList(
  farm: Farm,
  setting: IpDetection,
): { text: string; hop: string | null; size: bigint | null }[] {
  return [...setting.knownProxies, ...setting.knownNetworks].map((text) => {
    const hop = farm.hops.find(({ presentsAs }) => presentsAs.some((one) => sameAddressText(one, text)))?.name ?? null;
    try {
      const range = parseTrustedRange(text, 'trustedRanges');
      return { text: range.text, hop, size: range.size };
    } catch {
      return { text, hop, size: null };
    }
  });
}

/** The header's lines behind the last hop. */
function forwardedLines(hops: readonly Hop[], client: string, forged: string): string[] {
  let lines = forged.trim() === '' ? [] : [forged.trim()];
  let peer = client;
  for (const { headerPolicy, presentsAs } of hops) {
    lines = linesAfter(headerPolicy, lines, peer);
    peer = presentsAs[0] ?? peer;
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
