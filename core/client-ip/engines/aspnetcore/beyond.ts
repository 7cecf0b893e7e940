import { parseDotNetAddress } from '../../dotnet-address.ts';
import { type DotNetNetwork, networkHolds, parseDotNetNetwork } from '../../dotnet-network.ts';
import { otherHeader } from '../other-header.ts';
import type { Setting } from './setting.ts';

/**
 * Returns what a setting trusts beyond the planned one, and the entries of its lists that mean nothing to the framework.
 * No limit is more than any limit, and two empty lists trust everybody (ForwardedHeadersMiddleware.cs).
 */
export function beyond(planned: Setting, inForce: Setting): { more: string[]; unread: string[] } {
  if (!inForce.enabled) return { more: [], unread: [] };
  const entries = entriesOf(inForce);
  const allowed = networksOf(planned);
  const isEverybody = entries.length === 0 && entriesOf(planned).length > 0;
  const others = entries.filter((text) => {
    const network = networkOf(text);
    return network !== null && !allowed.some((one) => holds(one, network));
  });
  return {
    more: [
      ...otherHeader(planned.headerName, inForce.headerName),
      ...(isMore(inForce.forwardLimit, planned.forwardLimit)
        ? [`it reads ${limitText(inForce.forwardLimit)}, planned ${limitText(planned.forwardLimit)}`]
        : []),
      ...(isEverybody ? ['both its lists of trusted addresses are empty, so it trusts everybody'] : []),
      ...(others.length === 0 ? [] : [`it trusts ${others.join(', ')}, which is not planned`]),
    ],
    unread: entries.filter((text) => networkOf(text) === null),
  };
}

function entriesOf({ knownProxies, knownNetworks }: Setting): string[] {
  return [...knownProxies, ...knownNetworks];
}

function networksOf(setting: Setting): DotNetNetwork[] {
  return entriesOf(setting).flatMap((text) => networkOf(text) ?? []);
}

/** An address is a network that holds it alone. */
function networkOf(text: string): DotNetNetwork | null {
  const address = parseDotNetAddress(text);
  return address === null ? parseDotNetNetwork(text) : { address, prefix: address.bytes.length * 8 };
}

function holds(outer: DotNetNetwork, inner: DotNetNetwork): boolean {
  return (
    outer.address.family === inner.address.family && outer.prefix <= inner.prefix && networkHolds(outer, inner.address)
  );
}

function isMore(limit: number | null, planned: number | null): boolean {
  return planned !== null && (limit === null || limit > planned);
}

function limitText(limit: number | null): string {
  return limit === null ? 'every entry' : `at most ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
}
