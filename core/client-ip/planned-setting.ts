import type { Farm } from '../model/farm.ts';
import type { IpDetection } from '../model/ip-detection.ts';
import { trustFromHops } from './trust-from-hops.ts';
import { parseTrustedRange } from './trusted-range.ts';

/**
 * The client-IP setting of every node that follows from a farm's answers.
 * @param headerName the header the application reads
 * @throws FarmError `trusted-range.invalid`, `address.invalid` with the field
 */
export function plannedSetting(farm: Pick<Farm, 'hops' | 'trustedRanges'>, headerName: string): IpDetection {
  const { forwardLimit, knownProxies } = trustFromHops(farm.hops);
  return {
    enabled: true,
    forwardLimit,
    knownProxies,
    knownNetworks: farm.trustedRanges.map((text, index) => parseTrustedRange(text, `trustedRanges[${index}]`).text),
    headerName,
  };
}
