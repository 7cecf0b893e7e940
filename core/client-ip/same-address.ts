import { parseDotNetAddress, sameAddress } from './dotnet-address.ts';

/** True if both texts are the same address by value, however they are written; mapped IPv4 is not plain IPv4. */
export function sameAddressText(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false;
  const [left, right] = [parseDotNetAddress(one), parseDotNetAddress(other)];
  return left !== null && right !== null && sameAddress(left, right);
}
