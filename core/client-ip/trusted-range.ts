import { FarmError } from '../model/errors.ts';
import {
  addressText,
  asIPv4,
  type DotNetAddress,
  isMappedToIPv4,
  parseDotNetAddress,
  sameAddress,
} from './dotnet-address.ts';
import { networkAddress } from './dotnet-network.ts';

/** Addresses whose forwarded headers the application trusts. */
export interface TrustedRange {
  /** Canonical: `10.0.0.1` for one address, `10.0.0.0/24` for more. */
  readonly text: string;
  /** The first address, canonical. */
  readonly address: string;
  /** Leading bits that count; 32 or 128 for one address. */
  readonly prefix: number;
  /** How many addresses it holds. */
  readonly size: bigint;
}

/**
 * A trusted range or proxy as an administrator may enter it: one address or `address/prefix`. It is stricter than the
 * framework, whose parser takes `010.0.0.9` for 8.0.0.9 and `10/8` for 0.0.0.0/8, masks host bits and accepts `/0`.
 * Blanks around the text and full-width characters are tolerated.
 *
 * Errors: `trusted-range.invalid` for the range, `address.invalid` for its address, with the field and, if
 * possible, the text to enter instead.
 */
export function parseTrustedRange(text: string, field: string): TrustedRange {
  const typed = plainText(text);
  const slash = typed.indexOf('/');
  const prefixText = slash < 0 ? null : typed.slice(slash + 1);
  const address = readAddress(slash < 0 ? typed : typed.slice(0, slash), prefixText, field);
  const bits = address.bytes.length * 8;
  const prefix = prefixText === null ? bits : readPrefix(prefixText, address, field);
  if (prefix === 0) {
    const message = `«${typed}» trusts every ${bits === 32 ? 'IPv4' : 'IPv6'} address, so anyone could forge theirs.`;
    throw refusedRange(
      field,
      message,
      'Enter the addresses under which the nodes see the trusted proxies, preferably one by one.',
    );
  }
  if (prefix === bits) refuseUnspecified(address, field);
  const first = networkAddress(address, prefix);
  if (!sameAddress(first, address)) {
    const remedy = `Enter ${addressText(first)}/${prefix} for the whole range, or ${addressText(address)} for this one address.`;
    throw refusedRange(
      field,
      `«${typed}» is not the first address of its range, which begins at ${addressText(first)}.`,
      remedy,
    );
  }
  const canonical = addressText(address);
  return {
    text: prefix === bits ? canonical : `${canonical}/${prefix}`,
    address: canonical,
    prefix,
    size: 1n << BigInt(bits - prefix),
  };
}

/**
 * One address as an administrator may enter it, in canonical text: four decimal parts, or IPv6 without brackets, zone or
 * port. IPv4 in IPv6 form, the unspecified address, names and every other spelling of a number are refused.
 *
 * Errors: `address.invalid` with the field and, if possible, the text to enter instead.
 */
export function parseAddress(text: string, field: string): string {
  const address = readAddress(plainText(text), null, field);
  refuseUnspecified(address, field);
  return addressText(address);
}

const IN_FULL = 'Enter an IP address in full, such as 10.0.0.1 or 2001:db8::1; names are not looked up.';
const GLOBAL = 'Enter an address without a zone that is the same for all hosts.';

/** Without blanks around it, and with full-width characters, as some keyboards enter them, in their plain form. */
function plainText(text: string): string {
  const narrowed = text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  return narrowed.replaceAll('\u3002', '.').trim();
}

function readAddress(typed: string, prefixText: string | null, field: string): DotNetAddress {
  if (typed === '') throw refusedAddress(field, 'The address is missing.', IN_FULL);
  const address = strictAddress(typed);
  if (address === null) throw notAnAddress(typed, field);
  if (!isMappedToIPv4(address)) return address;
  // The framework matches such an entry against no plain IPv4 peer.
  const prefix = prefixText !== null && /^[0-9]{2,3}$/.test(prefixText) ? Number(prefixText) - 96 : 32;
  const range = prefix > 0 && prefix < 32 ? `/${prefix}` : '';
  const remedy = `Enter ${addressText(asIPv4(address))}${range}.`;
  throw refusedAddress(field, `«${typed}» is an IPv4 address in IPv6 form, which holds no IPv4 address.`, remedy);
}

/** Four-part decimal IPv4 without leading zeros, or IPv6 without brackets and zone. */
function strictAddress(typed: string): DotNetAddress | null {
  if (/[^0-9a-f:.]/i.test(typed)) return null;
  const dotted = typed.slice(typed.lastIndexOf(':') + 1);
  if ((dotted.includes('.') || !typed.includes(':')) && !/^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){3}$/.test(dotted))
    return null;
  return parseDotNetAddress(typed);
}

function readPrefix(prefixText: string, address: DotNetAddress, field: string): number {
  const bits = address.bytes.length * 8;
  if (/^(0|[1-9][0-9]{0,2})$/.test(prefixText) && Number(prefixText) <= bits) return Number(prefixText);
  const fromMask = bits === 32 ? maskLength(prefixText) : null;
  const remedy =
    fromMask === null
      ? `After the slash, enter how many leading bits count: 1 to ${bits}.`
      : `Enter ${addressText(networkAddress(address, fromMask))}/${fromMask}.`;
  throw refusedRange(field, `«${prefixText}» is not a prefix length of an IPv${address.family} range.`, remedy);
}

/** The prefix length a netmask such as 255.255.255.0 stands for, or null. */
function maskLength(text: string): number | null {
  const mask = strictAddress(text);
  if (mask?.family !== 4) return null;
  const bits = mask.bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return /^1+0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : null;
}

function refuseUnspecified(address: DotNetAddress, field: string): void {
  if (address.bytes.some((byte) => byte !== 0)) return;
  throw refusedAddress(field, `«${addressText(address)}» is the address of no device.`, IN_FULL);
}

function notAnAddress(typed: string, field: string): FarmError {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(:[0-9]*)?$/.exec(typed) ?? [];
  const bare = strictAddress(bracketed ?? plain ?? '');
  if (bare !== null) {
    const part = port === undefined ? 'brackets' : 'a port';
    return refusedAddress(field, `«${typed}» has ${part}.`, `Enter ${addressText(bare)}.`);
  }
  if (typed.includes('%')) {
    return refusedAddress(field, `«${typed}» has a zone, which differs from computer to computer.`, GLOBAL);
  }
  const understood = parseDotNetAddress(typed);
  if (understood !== null) {
    const message = `«${typed}» is ambiguous: the application would read it as ${addressText(understood)}.`;
    return refusedAddress(field, message, 'Enter all four parts as decimal numbers without leading zeros.');
  }
  return refusedAddress(field, `«${typed}» is not an IP address.`, IN_FULL);
}

function refusedRange(field: string, message: string, remedy: string): FarmError {
  return new FarmError({ code: 'trusted-range.invalid', field, message, remedy });
}

function refusedAddress(field: string | null, message: string, remedy: string): FarmError {
  return new FarmError({ code: 'address.invalid', field, message, remedy });
}
