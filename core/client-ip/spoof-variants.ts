import { CLIENT_ADDRESS_HEADERS } from '../model/client-address-headers.ts';
import type { HeaderField } from './header-entries.ts';
import { forgedAddressFor } from './header-of-forged.ts';

/** One attempt to put a false client address into a request. */
export interface SpoofVariant {
  /** Stable, kebab-case. */
  readonly id: string;
  /** Its name in the report. */
  readonly title: string;
  readonly headers: readonly HeaderField[];
}

/** Addresses that belong to nobody concerned. */
export interface ForgedAddresses {
  /** Of documentation: 192.0.2.66 (RFC 5737). */
  readonly ipv4: string;
  /** Of documentation: 2001:db8::66 (RFC 3849). */
  readonly ipv6: string;
  /** A public one: some applications believe no other. */
  readonly global: string;
  /** A private one: some believe these of everybody (RFC 1918). */
  readonly private: string;
  /** One of the computer itself: some take whoever has it for an administrator (RFC 1122, 3.2.1.3). */
  readonly loopback: string;
}

/** The variant that goes to every node in every shape of request: it holds all that may be believed. */
export const TO_EVERY_NODE = 'every-header';

/** The variants that are sent in every shape of request: some applications believe public addresses alone. */
export const IN_EVERY_SHAPE: readonly string[] = [TO_EVERY_NODE, 'public-address'];

/** Larger than the header buffers of common web servers (8 kB each; Kestrel takes 32 kB in all). */
const OVERSIZED_LENGTH = 24 * 1024;

/**
 * All ways in which a client may forge its address. A correct farm records the same address as for a
 * request without these headers, or refuses the request before it reaches a node.
 * @param header the one that the application reads
 */
export function spoofVariants({ ipv4, ipv6, ...forms }: ForgedAddresses, header = 'X-Forwarded-For'): SpoofVariant[] {
  const forwardedFor = (id: string, title: string, ...lines: string[]): SpoofVariant => ({
    id,
    title,
    headers: lines.map((line): HeaderField => [header, line]),
  });
  const otherNames = CLIENT_ADDRESS_HEADERS.filter((name) => name.toLowerCase() !== header.toLowerCase());
  const field = (name: string, address: string): HeaderField => [
    name,
    name === 'Forwarded' ? `for=${address}` : address,
  ];
  const others = otherNames.map((name) => field(name, forgedAddressFor(name)));
  const everywhere = (address: string) => [header, ...otherNames].map((name) => field(name, address));
  return [
    forwardedFor('one-address', 'One forged address', ipv4),
    forwardedFor('list', 'A list of forged addresses', `${ipv4}, ${ipv4}, ${ipv4}`),
    forwardedFor('several-lines', 'The header on several lines', ipv4, ipv4),
    forwardedFor('ipv6', 'A forged IPv6 address', ipv6),
    forwardedFor('ipv4-mapped', 'An IPv4 address in IPv6 form', `::ffff:${ipv4}`),
    forwardedFor('with-port', 'An address with a port', `${ipv4}:4711`),
    forwardedFor('in-brackets', 'An IPv6 address in brackets, with a port', `[${ipv6}]:4711`),
    forwardedFor('empty', 'An empty header', ''),
    forwardedFor('oversized', 'A header of 24 kB', oversized(ipv4)),
    forwardedFor('unclosed-quote', 'An opening quote that is never closed', `"${ipv4}`),
    { id: 'forwarded', title: 'The standard Forwarded header', headers: [['Forwarded', `for=${ipv4}`]] },
    { id: 'x-real-ip', title: 'The header X-Real-IP', headers: [['X-Real-IP', ipv4]] },
    { id: 'true-client-ip', title: 'The header True-Client-IP', headers: [['True-Client-IP', ipv4]] },
    forwardedFor('empty-line-first', 'An empty line before a forged address', '', ipv4),
    { id: 'lower-case', title: 'The header’s name in lower case', headers: [[header.toLowerCase(), ipv4]] },
    {
      id: 'underscores',
      title: 'The header’s name with underscores',
      headers: [[header.replaceAll('-', '_'), ipv4]],
    },
    {
      id: 'named-in-connection',
      title: 'The header named in Connection, to have it removed',
      headers: [
        ['Connection', header],
        [header, ipv4],
      ],
    },
    {
      id: 'other-headers',
      title: 'Every other header for client addresses, each with an address of its own',
      headers: others,
    },
    {
      id: TO_EVERY_NODE,
      title: 'The application’s header and every other one, each with an address of its own',
      headers: [[header, ipv4], ...others],
    },
    { id: 'public-address', title: 'A public address in every header', headers: everywhere(forms.global) },
    { id: 'private-address', title: 'A private address in every header', headers: everywhere(forms.private) },
    { id: 'loopback-address', title: 'A loopback address in every header', headers: everywhere(forms.loopback) },
  ];
}

/** A list of exactly that length: the address over and over, blanks between the entries filling up the rest. */
function oversized(address: string): string {
  const room = OVERSIZED_LENGTH - address.length;
  const list = `${address}, `.repeat(Math.floor(room / (address.length + 2)));
  return list.padEnd(room, ' ') + address;
}
