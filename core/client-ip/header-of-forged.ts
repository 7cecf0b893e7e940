import { CLIENT_ADDRESS_HEADERS } from '../model/client-address-headers.ts';

/** The forged address that goes with one of these headers, so that a recorded one tells which header was believed (RFC 5737). */
export function forgedAddressFor(header: string): string {
  return `203.0.113.${CLIENT_ADDRESS_HEADERS.indexOf(header) + 1}`;
}

/** Returns the header whose forged address this is; null if it is none of them. */
export function headerOfForged(address: string): string | null {
  const last = /(?:^|[^\d.])203\.0\.113\.(\d{1,3})(?!\d)/.exec(address)?.[1];
  return (last === undefined ? undefined : CLIENT_ADDRESS_HEADERS[Number(last) - 1]) ?? null;
}
