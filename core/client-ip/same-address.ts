import {
  addressText,
  asIPv4,
  type DotNetAddress,
  isMappedToIPv4,
  parseDotNetAddress,
  sameAddress,
} from './dotnet-address.ts';

/** True if both texts are the same address by value, however they are written; mapped IPv4 is not plain IPv4. */
export function sameAddressText(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false;
  const [left, right] = [parseDotNetAddress(one), parseDotNetAddress(other)];
  return left !== null && right !== null && sameAddress(left, right);
}

/**
 * True if both texts mean the same host: the same address, of which one may have blanks around it, a port, brackets, a
 * zone, leading zeros in decimal parts, or the IPv6 form of an IPv4 address.
 */
export function sameHost(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false;
  const [left, right] = [meant(one), meant(other)];
  return left !== null && right !== null && sameAddress(left, right);
}

/** True if the text is this address as it is usually written: IPv4 in four decimal parts, IPv6 as RFC 5952 has it. */
export function isUsualForm(text: string | null, address: string): boolean {
  const parsed = parseDotNetAddress(address);
  return text !== null && (text === address || (parsed !== null && text === addressText(parsed)));
}

function meant(text: string): DotNetAddress | null {
  const [, inBrackets, four] = /^(?:\[([^\]]+)\](?::\d+)?|(\d+(?:\.\d+){3})(?::\d+)?)$/.exec(text.trim()) ?? [];
  const decimal = four?.split('.').map(Number).join('.');
  const address = parseDotNetAddress((decimal ?? inBrackets ?? text.trim()).replace(/%.*$/, ''));
  return address !== null && isMappedToIPv4(address) ? asIPv4(address) : address;
}
