import { asIPv4, type DotNetAddress, isMappedToIPv4, parseDotNetAddress } from './dotnet-address.ts';

/** A network as ASP.NET Core holds it: any address inside it, and the number of leading bits that count. */
export interface DotNetNetwork {
  readonly address: DotNetAddress;
  readonly prefix: number;
}

/**
 * The network a text `address/prefix` means to the framework, or null. The address is read by the framework's parser, so
 * `10/8` is 0.0.0.0/8; host bits are masked; a netmask or a prefix above 32 or 128 is refused.
 *
 * The prefix is digits only, as in `System.Net.IPNetwork`. The older middleware type also took a sign and blanks.
 * Source: dotnet/aspnetcore IPNetwork.cs, dotnet/runtime IPNetwork.cs.
 */
export function parseDotNetNetwork(text: string): DotNetNetwork | null {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return null;
  const address = parseDotNetAddress(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (address === null || !/^[0-9]+$/.test(digits)) return null;
  const prefix = Number(digits);
  if (prefix > address.bytes.length * 8) return null;
  return { address: networkAddress(address, prefix), prefix };
}

/** The address with every bit after the prefix cleared, and without its zone, which networks ignore. */
export function networkAddress(address: DotNetAddress, prefix: number): DotNetAddress {
  const bytes = address.bytes.map((byte, index) => {
    const counting = Math.min(Math.max(prefix - index * 8, 0), 8);
    return byte & (0xff << (8 - counting)) & 0xff;
  });
  return { family: address.family, bytes, zone: 0 };
}

/**
 * Whether the middleware counts the address as inside the network: a mapped address in its IPv4 form or as itself.
 * Otherwise families never cross; a mapped network holds no plain IPv4 address.
 * Source: dotnet/aspnetcore ForwardedHeadersMiddleware.cs (known-address check).
 */
export function networkHolds(network: DotNetNetwork, address: DotNetAddress): boolean {
  if (isMappedToIPv4(address) && holdsAsWritten(network, asIPv4(address))) return true;
  return holdsAsWritten(network, address);
}

function holdsAsWritten(network: DotNetNetwork, address: DotNetAddress): boolean {
  if (network.address.family !== address.family) return false;
  const masked = networkAddress(address, network.prefix);
  return masked.bytes.every((byte, index) => byte === network.address.bytes[index]);
}
