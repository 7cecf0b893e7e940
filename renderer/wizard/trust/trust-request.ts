import { engineOf } from '../../../core/client-ip/engines/index.ts';
import { headerAtNode } from '../../../core/client-ip/header-at-node.ts';
import { sameAddressText } from '../../../core/client-ip/same-address.ts';
import { trustFromHops } from '../../../core/client-ip/trust-from-hops.ts';
import { parseAddress, parseTrustedRange } from '../../../core/client-ip/trusted-range.ts';
import type { Farm } from '../../../core/model/farm.ts';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import type { IpDetection } from '../../../core/model/ip-detection.ts';
import type { AddressEvidence } from '../../report/address-evidence.ts';
import { type HeaderWalk, headerWalk } from '../../report/header-walk.ts';

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

/** The client IP engine of the farm's application, and the setting that it should have. */
export interface PlannedEngine {
  engine: string;
  planned: IpDetection;
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
    engine,
    planned,
    inForce,
  }: PlannedEngine & { client: string; forged: string; inForce: IpDetection | null },
): Thought | null {
  try {
    const sentFrom = parseAddress(client, 'client');
    const { lines, peer } = headerAtNode(farm.hops, sentFrom, forged.trim() === '' ? [] : [forged.trim()]);
    const evidence: AddressEvidence = {
      node: nodesOf(farm)[0]?.name ?? '',
      token: '',
      sentFrom,
      audited: null,
      peer,
      forwarded: lines,
      settings: inForce ?? planned,
      planned,
      engine,
      at: null,
    };
    const walk = headerWalk(evidence);
    const taken = walk.believed?.address ?? null;
    return {
      evidence: { ...evidence, audited: taken },
      walk,
      taken,
      right: taken !== null && sameAddressText(taken, sentFrom),
    };
  } catch {
    return null;
  }
}

/** Whom a setting trusts, each with its reason and how many addresses it holds. */
export function trustedList(
  farm: Farm,
  engine: string,
  setting: IpDetection,
): { text: string; hop: string | null; size: bigint | null }[] {
  return (engineOf(engine).trust(setting).trusted ?? []).map((text) => {
    const hop = farm.hops.find(({ presentsAs }) => presentsAs.some((one) => sameAddressText(one, text)))?.name ?? null;
    try {
      const range = parseTrustedRange(text, 'trustedRanges');
      return { text: range.text, hop, size: range.size };
    } catch {
      return { text, hop, size: null };
    }
  });
}
