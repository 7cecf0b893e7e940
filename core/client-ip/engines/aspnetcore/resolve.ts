import { z } from 'zod';
import { FarmError } from '../../../model/errors.ts';
import {
  addressText,
  asIPv4,
  type DotNetAddress,
  type DotNetEndPoint,
  endPointText,
  isMappedToIPv4,
  parseDotNetAddress,
  parseDotNetEndPoint,
  sameAddress,
} from '../../dotnet-address.ts';
import { type DotNetNetwork, networkHolds, parseDotNetNetwork } from '../../dotnet-network.ts';
import { fieldLines, type HeaderField, headerEntries } from '../../header-entries.ts';
import type { ForwardedRequest, Resolution, WalkStep, WalkStop } from '../engine.ts';

const HeaderName = z.string().refine((name) => name.trim() !== '', 'A header name must not be blank');

/**
 * `ForwardedHeadersOptions`, as far as it decides the address. Unlike the framework, X-Forwarded-For is read by
 * default.
 */
export const AspNetCoreConfig = z.strictObject({
  /** Most entries read; null = no limit. */
  forwardLimit: z.int32().nullable().default(1),
  /** Exact addresses, read as `IPAddress.Parse` does. */
  knownProxies: z.array(z.string()).default(['::1']),
  /** Ranges `address/prefix`. */
  knownNetworks: z.array(z.string()).default(['127.0.0.0/8']),
  forwardedHeaders: z
    .array(z.enum(['XForwardedFor', 'XForwardedHost', 'XForwardedProto', 'XForwardedPrefix']))
    .default(['XForwardedFor']),
  requireHeaderSymmetry: z.boolean().default(false),
  forwardedForHeaderName: HeaderName.default('X-Forwarded-For'),
  originalForHeaderName: HeaderName.default('X-Original-For'),
});
/** Every key may be left out; then the default holds. */
export type AspNetCoreConfig = z.input<typeof AspNetCoreConfig>;

/** What the application sees after the middleware, and how that came about. */
export interface AspNetCoreResolution extends Resolution {
  readonly clientPort: number;
  /** The configured header afterwards, lines joined with a comma; null if it is absent. */
  readonly remainingXff: string | null;
  /** The original-for header afterwards, in the same form. A client's own survives if nothing was applied. */
  readonly originalFor: string | null;
}

/**
 * The client address ASP.NET Core takes from a request: from the right, each entry is accepted where its presenter is
 * known, until the limit, an unknown presenter or an entry that does not parse. With both lists empty nobody is checked.
 *
 * Errors: `client-ip.config-invalid` with the field, if the framework could not start with this configuration;
 * `client-ip.request-fails` if every request would fail (negative limit), or the peer is no address.
 * Source: dotnet/aspnetcore ForwardedHeadersMiddleware.cs.
 */
export function resolveAspNetCore(request: ForwardedRequest, config: AspNetCoreConfig): AspNetCoreResolution {
  const options = buildOptions(config);
  if (options.forwardLimit !== null && options.forwardLimit < 0) {
    throw requestFails('forwardLimit', `A forward limit of ${options.forwardLimit} makes every request fail.`, LIMIT);
  }
  const peer = peerOf(request);
  const { applied, current, unread, walk, stop } = walkEntries(request.headers, peer, options);

  let remainingXff = joinedField(request.headers, options.forwardedForHeaderName);
  let originalFor = joinedField(request.headers, options.originalForHeaderName);
  if (applied && current !== null) {
    if (peer !== null) originalFor = endPointText(peer);
    remainingXff = unread.length > 0 ? unread.join(',') : null;
    // One header for both: the list is written last.
    if (sameName(options.originalForHeaderName, options.forwardedForHeaderName)) originalFor = remainingXff;
  }
  const client = applied ? current : peer;
  return {
    clientIp: client === null ? null : addressText(client.address),
    clientPort: client === null ? (request.peerPort ?? 0) : client.port,
    remainingXff,
    originalFor,
    walk,
    stop,
  };
}

interface Options extends Omit<z.output<typeof AspNetCoreConfig>, 'knownProxies' | 'knownNetworks'> {
  readonly knownProxies: readonly DotNetAddress[];
  readonly knownNetworks: readonly DotNetNetwork[];
}

interface Walked {
  readonly applied: boolean;
  readonly current: DotNetEndPoint | null;
  /** Entries left of what was read. */
  readonly unread: readonly string[];
  readonly walk: readonly WalkStep[];
  readonly stop: WalkStop;
}

function walkEntries(headers: readonly HeaderField[], peer: DotNetEndPoint | null, options: Options): Walked {
  const walk: WalkStep[] = [];
  const unchanged = (stop: WalkStop): Walked => ({ applied: false, current: peer, unread: [], walk, stop });
  if (!options.forwardedHeaders.includes('XForwardedFor')) return unchanged({ reason: 'header not read' });

  const symmetric = options.requireHeaderSymmetry;
  const entries = headerEntries(fieldLines(headers, options.forwardedForHeaderName));
  const companions = COMPANIONS.filter(({ flag }) => options.forwardedHeaders.includes(flag)).map((companion) => ({
    ...companion,
    entries: headerEntries(fieldLines(headers, companion.header)),
  }));
  const uneven = companions.find((companion) => companion.entries.length !== entries.length);
  if (symmetric && uneven) return unchanged({ reason: 'asymmetric', header: uneven.header, entry: null });

  const longest = Math.max(entries.length, ...companions.map((companion) => companion.entries.length));
  const count = Math.min(longest, options.forwardLimit ?? longest);
  const checks = options.knownProxies.length > 0 || options.knownNetworks.length > 0;
  let current = peer;
  let applied = false;
  let stop: WalkStop | null = null;
  let read = 0;
  for (; read < count; read += 1) {
    const entry = entries.at(-1 - read);
    const presenter = current === null ? null : addressText(current.address);
    const trusted = current === null || !checks ? 'not checked' : isKnown(current.address, options);
    const parsed = entry === undefined || trusted === false ? null : parseDotNetEndPoint(entry);
    if (entry !== undefined) {
      walk.push({ entry, presentedBy: presenter, trusted, parsed: parsed && addressText(parsed.address) });
      stop = stopAt(entry, presenter, trusted, parsed);
    }
    if (trusted === false || stop !== null) break;
    if (parsed !== null) {
      current = parsed;
      applied = true;
    }
    // A header that is longer than the address list is read on beyond it, and alone can bring about the write-back.
    for (const { header, entries: values, isValid } of companions) {
      const value = values.at(-1 - read) ?? null;
      if (value !== null && isValid(value)) applied = true;
      else if (symmetric) return unchanged({ reason: 'asymmetric', header, entry: value });
    }
  }
  const unread = entries.slice(0, Math.max(entries.length - read, 0));
  return { applied, current, unread, walk, stop: stop ?? stopAfter(entries, unread, options.forwardLimit) };
}

function stopAt(
  entry: string,
  presenter: string | null,
  trusted: boolean | 'not checked',
  parsed: DotNetEndPoint | null,
): WalkStop | null {
  if (trusted === false && presenter !== null) return { reason: 'presenter not trusted', entry, presenter };
  return parsed === null ? { reason: 'entry does not parse', entry, presenter } : null;
}

/** Without entries the limit explains nothing, so that comes first. */
function stopAfter(entries: readonly string[], unread: readonly string[], limit: number | null): WalkStop {
  if (entries.length === 0) return { reason: 'no entries' };
  const next = unread.at(-1);
  if (next === undefined || limit === null) return { reason: 'entries used up' };
  return { reason: limit === 0 ? 'limit zero' : 'limit reached', limit, entry: next };
}

/** A mapped address is known in its IPv4 form or as itself. Single proxies compare with the zone, networks without. */
function isKnown(address: DotNetAddress, options: Options): boolean {
  const forms = isMappedToIPv4(address) ? [asIPv4(address), address] : [address];
  return (
    options.knownProxies.some((proxy) => forms.some((form) => sameAddress(proxy, form))) ||
    options.knownNetworks.some((network) => networkHolds(network, address))
  );
}

/** The other forwarded headers. They matter here only for symmetry, and because they can trigger the write-back. */
const COMPANIONS = [
  {
    flag: 'XForwardedProto',
    header: 'X-Forwarded-Proto',
    isValid: (value: string) => /^[-+.0-9A-Za-z]+$/.test(value),
  },
  {
    flag: 'XForwardedHost',
    header: 'X-Forwarded-Host',
    isValid: (value: string) => /^([-!$&'().0-9A-Z_a-z~]+|\[[.0-9:A-Fa-f]{3,}\])(:[0-9]+)?$/.test(value),
  },
  { flag: 'XForwardedPrefix', header: 'X-Forwarded-Prefix', isValid: (value: string) => value.startsWith('/') },
] as const;

function peerOf(request: ForwardedRequest): DotNetEndPoint | null {
  if (request.peer === null) return null;
  const address = parseDotNetAddress(request.peer);
  if (address === null) {
    throw requestFails(
      'peer',
      `The peer «${request.peer}» is not an IP address.`,
      'Enter the address of the TCP peer.',
    );
  }
  return { address, port: request.peerPort ?? 0 };
}

function joinedField(headers: readonly HeaderField[], name: string): string | null {
  const lines = fieldLines(headers, name);
  return lines.length === 0 ? null : lines.join(',');
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

const LIMIT = 'Set the forward limit to the number of entries that trusted hops add, at least 1.';
const PROXY = 'Enter one IP address, such as 10.0.0.1, without port or name.';
const NETWORK =
  'Enter a network as address/prefix, such as 10.0.0.0/24; the prefix is at most 32 for IPv4, 128 for IPv6.';

function buildOptions(config: AspNetCoreConfig): Options {
  const checked = AspNetCoreConfig.safeParse(config);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    const field = issue === undefined ? '' : fieldPath(issue.path);
    throw configInvalid(
      field,
      `The setting cannot be used: ${issue?.message}.`,
      'Correct the setting or leave it out.',
    );
  }
  return {
    ...checked.data,
    knownProxies: checked.data.knownProxies.map((text, index) => {
      const address = parseDotNetAddress(text);
      if (address === null) throw configInvalid(`knownProxies[${index}]`, `«${text}» is not an IP address.`, PROXY);
      return address;
    }),
    knownNetworks: checked.data.knownNetworks.map((text, index) => {
      const network = parseDotNetNetwork(text);
      if (network === null) throw configInvalid(`knownNetworks[${index}]`, `«${text}» is not a network.`, NETWORK);
      return network;
    }),
  };
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1);
}

function configInvalid(field: string, message: string, remedy: string): FarmError {
  return new FarmError({ code: 'client-ip.config-invalid', field, message, remedy });
}

function requestFails(field: string, message: string, remedy: string): FarmError {
  return new FarmError({ code: 'client-ip.request-fails', field, message, remedy });
}
