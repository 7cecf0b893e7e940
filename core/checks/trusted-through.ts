import { parseDotNetAddress } from '../client-ip/dotnet-address.ts';
import { networkHolds, parseDotNetNetwork } from '../client-ip/dotnet-network.ts';
import { sameAddressText } from '../client-ip/same-address.ts';
import type { IpDetection } from '../model/ip-detection.ts';

/** The entry of the trust lists through which the application trusts this address, or null. */
export function trustedThrough({ knownProxies, knownNetworks }: IpDetection, address: string): string | null {
  const proxy = knownProxies.find((candidate) => sameAddressText(candidate, address));
  if (proxy !== undefined) return proxy;
  const asked = parseDotNetAddress(address);
  const holds = (text: string) => {
    const network = parseDotNetNetwork(text);
    return network !== null && asked !== null && networkHolds(network, asked);
  };
  return knownNetworks.find(holds) ?? null;
}
