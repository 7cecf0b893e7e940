import { z } from 'zod';
import { FarmError } from '../../model/errors.ts';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const HOST_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const SERVER_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/i;
const HEADER_NAME = /^[a-z0-9][a-z0-9-]*$/i;
const URL_PATH = /^\/[\x21-\x22\x24-\x7e]*$/;
/** Nothing that could end a line or a C string, and nothing that UTF-8 cannot write. */
const FILE = /^(?!@)[^\p{Cc}\p{Surrogate}]+$/u;
/** Characters that mean nothing to HAProxy's parser anywhere in a line. */
const PLAIN = /^[\w./:-]+$/;
const Address = z.union([z.ipv4(), z.ipv6()]);

/*
 * Every value becomes one word of one line, or is refused. Lines, quotes, comments and variables: HAProxy configuration
 * manual, 2.2 and 2.3. All functions take the value and the field it stands in (`services[0].name`).
 * Errors: FarmError `balancer.value-unsafe` with that field.
 */

/** Name of a section or a server, as they also stand in commands and conditions (a label, RFC 1123, 2.1). */
export function nameWord(value: string, field: string): string {
  return checked(value, field, LABEL.test(value), 'use letters, digits and hyphens, 63 characters at most');
}

/** Name of a server of a backend: computers may also have dots and underscores in their names. */
export function serverWord(value: string, field: string): string {
  return checked(value, field, SERVER_NAME.test(value), 'use letters, digits, dots, hyphens and underscores of ASCII');
}

/** Address and port of a server; a DNS name is asked for when HAProxy starts. */
export function serverPlace(place: { address: string; port: number }, field: string): string {
  if (/^[\d.]+$|:/.test(place.address)) return placeWord(place, field);
  const port = numberWord(place.port, `${field}.port`, 65_535);
  return `${hostNameWord(place.address, `${field}.address`)}:${port}`;
}

/** DNS host name for SNI and certificate. An address is none: it is not sent as server name (RFC 6066, 3). */
export function hostNameWord(value: string, field: string): string {
  const fits = HOST_NAME.test(value) && !/(^|\.)\d+$/.test(value);
  return checked(value, field, fits, 'use a DNS host name, international names in their xn-- form');
}

/** Name of a header. Characters besides letters, digits and hyphens would mean something in `req.fhdr(...)`. */
export function headerNameWord(value: string, field: string): string {
  return checked(value, field, HEADER_NAME.test(value), 'use a header name of letters, digits and hyphens');
}

/** Name of a header that is deleted: some begin with a dollar sign (WebSphere’s `$WSRA`). */
export function removedNameWord(value: string, field: string): string {
  const fits = HEADER_NAME.test(value.replace(/^\$/, ''));
  return checked(value, field, fits, 'use a header name of letters, digits and hyphens');
}

/** IPv4 or IPv6 address, without brackets, zone and port. */
export function addressWord(value: string, field: string): string {
  const fits = /^[0-9a-f.:]+$/i.test(value) && Address.safeParse(value).success;
  return checked(value, field, fits, 'use an IPv4 or IPv6 address');
}

/** Address and port: IPv6 in brackets, since its last part would be taken for a port. */
export function placeWord(place: { address: string; port: number }, field: string): string {
  return `${hostWord(place.address, `${field}.address`)}:${numberWord(place.port, `${field}.port`, 65_535)}`;
}

/** Address where a port may follow: `source fd00::1` is refused by HAProxy as the address `fd00:` with port 1. */
export function hostWord(value: string, field: string): string {
  const address = addressWord(value, field);
  return address.includes(':') ? `[${address}]` : address;
}

/** Whole number from 1 on. */
export function numberWord(value: number, field: string, most: number): string {
  const fits = Number.isInteger(value) && value >= 1 && value <= most;
  return checked(String(value), field, fits, `use a whole number from 1 to ${most}`);
}

/** Path of a URL, with its query (RFC 9112, 3.2.1). */
export function urlPathWord(value: string, field: string): string {
  return quoted(checked(value, field, URL_PATH.test(value), 'use a path that begins with /, without spaces and #'));
}

/** Path of a file. One that begins with `@` would be a word of HAProxy's own: `ca-file @system-ca` trusts everybody. */
export function fileWord(value: string, field: string): string {
  return quoted(
    checked(value, field, FILE.test(value), 'use a file path without control characters that begins without @'),
  );
}

/** Strong quotes: nothing inside is interpreted. A single quote cannot stand inside, so it stands between two parts. */
function quoted(value: string): string {
  return PLAIN.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

function checked(value: string, field: string, fits: boolean, remedy: string): string {
  if (fits) return value;
  throw new FarmError({
    code: 'balancer.value-unsafe',
    field,
    message: `${JSON.stringify(value.slice(0, 80))} cannot be written into HAProxy’s configuration.`,
    remedy: `For ${field}, ${remedy}.`,
  });
}
