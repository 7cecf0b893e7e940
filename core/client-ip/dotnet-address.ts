/**
 * An IP address as .NET holds it: 4 or 16 bytes in network order and, for IPv6, the zone (0 = none).
 * An IPv4-mapped IPv6 address stays IPv6.
 */
export interface DotNetAddress {
  readonly family: 4 | 6;
  readonly bytes: readonly number[];
  readonly zone: number;
}

/** An address with a port; port 0 if none was given. */
export interface DotNetEndPoint {
  readonly address: DotNetAddress;
  readonly port: number;
}

/**
 * The address a text means to `IPAddress.TryParse`, or null. With a colon it is read as IPv6, else as IPv4: octal, hex
 * and short forms included, a port refused. A bracketed IPv6 address may carry a port, which is ignored.
 *
 * A zone that is a number is kept; a zone name counts as no interface of this computer (zone 0).
 * Source: dotnet/runtime IPAddressParser.cs, IPv4AddressHelper.Common.cs, IPv6AddressHelper.Common.cs.
 */
export function parseDotNetAddress(text: string): DotNetAddress | null {
  return text.includes(':') ? parseIPv6(text) : parseIPv4(text);
}

/**
 * The address and port a text means to `IPEndPoint.TryParse`, or null. The port is decimal, 0 to 65535, leading zeros
 * allowed. Unbracketed IPv6 text is an address as a whole, its last group never a port.
 * Source: dotnet/runtime IPEndPoint.cs.
 */
export function parseDotNetEndPoint(text: string): DotNetEndPoint | null {
  const colon = text.lastIndexOf(':');
  const hasPort = colon > 0 && (text[colon - 1] === ']' || text.indexOf(':') === colon);
  const address = parseDotNetAddress(hasPort ? text.slice(0, colon) : text);
  if (address === null) return null;
  if (!hasPort) return { address, port: 0 };
  const digits = text.slice(colon + 1);
  if (!/^[0-9]+$/.test(digits) || Number(digits) > 65535) return null;
  return { address, port: Number(digits) };
}

/**
 * The address as `IPAddress.ToString` writes it: lower case, the longest run of at least two zero groups compressed
 * (the first of equals), the last four bytes dotted for mapped, compatible, SIIT and ISATAP addresses.
 */
export function addressText(address: DotNetAddress): string {
  if (address.family === 4) return address.bytes.join('.');
  const groups = groupsOf(address);
  const zone = address.zone === 0 ? '' : `%${address.zone}`;
  if (!endsInIPv4(groups)) return compressed(groups) + zone;
  const head = compressed(groups.slice(0, 6));
  return `${head}${head.endsWith(':') ? '' : ':'}${address.bytes.slice(12).join('.')}${zone}`;
}

/** Address and port as `IPEndPoint.ToString` writes them: `10.0.0.1:443`, `[2001:db8::1]:443`. */
export function endPointText({ address, port }: DotNetEndPoint): string {
  return address.family === 6 ? `[${addressText(address)}]:${port}` : `${addressText(address)}:${port}`;
}

/** Whether two addresses are equal to .NET: same family, bytes and zone. A mapped address never equals its IPv4 form. */
export function sameAddress(a: DotNetAddress, b: DotNetAddress): boolean {
  return a.family === b.family && a.zone === b.zone && a.bytes.every((byte, index) => byte === b.bytes[index]);
}

/** Whether the address is IPv4-mapped (`::ffff:0:0/96`); nothing else that embeds an IPv4 address is. */
export function isMappedToIPv4(address: DotNetAddress): boolean {
  const prefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
  return address.family === 6 && prefix.every((byte, index) => byte === address.bytes[index]);
}

/** The IPv4 form of a mapped address: its last four bytes. */
export function asIPv4(mapped: DotNetAddress): DotNetAddress {
  return { family: 4, bytes: mapped.bytes.slice(-4), zone: 0 };
}

/** One to four parts; the last part fills all bytes that are left. */
function parseIPv4(text: string): DotNetAddress | null {
  const parts = text.split('.');
  if (parts.length > 4) return null;
  const values = parts.map(ipv4Part);
  const last = values.pop();
  if (last === undefined || last === null) return null;
  const bytes: number[] = [];
  for (const value of values) {
    if (value === null || value > 0xff) return null;
    bytes.push(value);
  }
  const left = 4 - bytes.length;
  if (last >= 256 ** left) return null;
  for (let place = left - 1; place >= 0; place -= 1) bytes.push(Math.floor(last / 256 ** place) % 256);
  return { family: 4, bytes, zone: 0 };
}

/** A leading zero means octal, `0x` hexadecimal, else decimal. */
function ipv4Part(part: string): number | null {
  if (/^0x[0-9a-f]+$/i.test(part)) return Number.parseInt(part.slice(2), 16);
  if (/^0[0-7]*$/.test(part)) return Number.parseInt(part, 8);
  return /^[1-9][0-9]*$/.test(part) ? Number(part) : null;
}

function parseIPv6(text: string): DotNetAddress | null {
  const unwrapped = withoutBrackets(text);
  if (unwrapped === null || unwrapped.includes('/')) return null;
  const percent = unwrapped.indexOf('%');
  const groups = parseGroups(percent < 0 ? unwrapped : unwrapped.slice(0, percent));
  if (groups === null) return null;
  const bytes = groups.flatMap((group) => [group >> 8, group & 0xff]);
  return { family: 6, bytes, zone: percent < 0 ? 0 : zoneNumber(unwrapped.slice(percent + 1)) };
}

/** Brackets come as a pair at the start; after them only a port, decimal or hexadecimal, which may be empty. */
function withoutBrackets(text: string): string | null {
  const close = text.indexOf(']');
  if (!text.startsWith('[')) return close < 0 ? text : null;
  if (close < 0 || !/^(:(0x[0-9a-f]*|[0-9]*))?$/i.test(text.slice(close + 1))) return null;
  return text.slice(1, close);
}

function zoneNumber(zone: string): number {
  return /^[0-9]+$/.test(zone) && Number(zone) <= 0xffffffff ? Number(zone) : 0;
}

function parseGroups(text: string): number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const parsed = halves.map((half, index) => parseHalf(half, index === halves.length - 1));
  const [left, right] = parsed;
  if (left === undefined || left === null || right === null) return null;
  if (right === undefined) return left.length === 8 ? left : null;
  const zeros = 8 - left.length - right.length;
  return zeros < 1 ? null : [...left, ...Array<number>(zeros).fill(0), ...right];
}

function parseHalf(half: string, mayEndInIPv4: boolean): number[] | null {
  if (half === '') return [];
  const groups: number[] = [];
  const pieces = half.split(':');
  for (const [index, piece] of pieces.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(piece)) {
      groups.push(Number.parseInt(piece, 16));
      continue;
    }
    const embedded = mayEndInIPv4 && index === pieces.length - 1 ? embeddedIPv4(piece) : null;
    if (embedded === null) return null;
    groups.push(...embedded);
  }
  return groups;
}

/** Four decimal parts without leading zeros. The framework misses one leading zero in the last part (`::1.2.3.04`). */
function embeddedIPv4(piece: string): number[] | null {
  if (!/^((0|[1-9][0-9]*)\.){3}(0|0?[1-9][0-9]*)$/.test(piece)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = piece.split('.').map(Number);
  return Math.max(a, b, c, d) > 255 ? null : [a * 256 + b, c * 256 + d];
}

function groupsOf(address: DotNetAddress): number[] {
  const { bytes } = address;
  return Array.from({ length: 8 }, (_, index) => (bytes[index * 2] ?? 0) * 256 + (bytes[index * 2 + 1] ?? 0));
}

/** Which addresses .NET writes with a dotted end. */
function endsInIPv4(groups: readonly number[]): boolean {
  const [a, b, c, d, e, f, g] = groups;
  const zeroStart = a === 0 && b === 0 && c === 0 && d === 0;
  const compatibleOrMapped = e === 0 && (f === 0 || f === 0xffff);
  const siit = e === 0xffff && f === 0;
  const isatap = e === 0 && f === 0x5efe;
  return (zeroStart && g !== 0 && (compatibleOrMapped || siit)) || isatap;
}

function compressed(groups: readonly number[]): string {
  const { start, length } = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { start: index - length + 1, length };
  }
  return longest;
}
