import { z } from 'zod';
import { HeaderPolicy } from '../model/header-policy.ts';
import { parseInput } from '../model/parse.ts';
import { comparableName, isMessageField } from './header-names.ts';

const Name = z.string().min(1).max(63);
const Address = z.union([z.ipv4(), z.ipv6()], 'use an IPv4 or IPv6 address');
const Port = z.int().min(1).max(65_535);
const Milliseconds = z.int().min(1).max(86_400_000);
const FilePath = z.string().min(1);
/** A field name is a token (RFC 9110, 5.1 and 5.6.2). */
const FieldName = z
  .string()
  .regex(/^[!#$%&'*+\-.^_`|~0-9a-z]+$/i, 'use a header name (RFC 9110, 5.1)')
  .refine((name) => !isMessageField(name), 'this header belongs to the message itself; choose another');
const HostName = z
  .string()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i, 'use a DNS host name')
  .refine((name) => !/(^|\.)\d+$/.test(name), 'use a DNS host name; an address cannot be sent as server name');

/** How long the proxy waits. Defaults are those commonly given for HAProxy's timeouts of the same meaning. */
const Timeouts = z.strictObject({
  /** TCP and TLS with a node. */
  connectMs: Milliseconds.default(5_000),
  /** A client's request head to be complete; a node's answer to begin once it has the whole request. */
  requestMs: Milliseconds.default(60_000),
  /** No byte of a body in either direction; a kept connection without a request. */
  idleMs: Milliseconds.default(60_000),
});

const Service = z.strictObject({
  name: Name,
  /** Port 0 lets the system choose; `startProxy` tells which it chose. */
  listen: z.strictObject({ address: Address, port: z.int().min(0).max(65_535) }),
  /** What clients are shown. Paths are taken from the working folder. */
  tls: z.strictObject({ certificateFile: FilePath, keyFile: FilePath }),
  /** The header that carries the client's address, and what is done with it here. */
  header: z.strictObject({ name: FieldName, policy: HeaderPolicy }),
  /** Forwarded headers of other names, deleted at the edge. */
  removeHeaders: z.array(FieldName),
  /** Whether `X-Forwarded-Proto: https` is set, in place of whatever the client sent. */
  forwardedProto: z.boolean().default(false),
  /** Local address of the connections to nodes: what the nodes see as peer. */
  sourceAddress: Address,
  nodes: z.array(z.strictObject({ name: Name, address: Address, port: Port })).min(1),
  /** A node must show a certificate of this authority for this name; the name is also sent as SNI. */
  nodeTls: z.strictObject({ caFile: FilePath, servername: HostName }),
  /** Healthy is exactly 200. */
  health: z.strictObject({
    method: z.literal('GET'),
    path: z.string().regex(/^\/[\x21-\x22\x24-\x7e]*$/, 'use a path that begins with /, without spaces'),
    host: z.string().regex(/^[\x21-\x7e]+$/, 'use a host name, with a port if it is needed'),
    intervalMs: Milliseconds,
    timeoutMs: Milliseconds,
    fall: z.int().min(1).max(10),
    rise: z.int().min(1).max(10),
  }),
  timeouts: Timeouts.default({ connectMs: 5_000, requestMs: 60_000, idleMs: 60_000 }),
});
export type ServiceConfig = z.infer<typeof Service>;

/** Everything the bundled proxy is told. */
export const ProxyConfig = z.strictObject({ services: z.array(Service).min(1) }).superRefine((config, context) => {
  const say = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  refuseTwice(
    config.services,
    (service) => service.name.toLowerCase(),
    (index, name, first) => say(['services', index, 'name'], `${name} is already the name of services[${first}]`),
  );
  refuseTwice(
    config.services,
    ({ listen }) => (listen.port === 0 ? null : `${listen.address} port ${listen.port}`),
    (index, place, first) =>
      say(['services', index, 'listen', 'port'], `${place} is already used by services[${first}]`),
  );
  config.services.forEach((service, at) => {
    refuseTwice(
      service.nodes,
      (node) => node.name.toLowerCase(),
      (index, name, first) =>
        say(['services', at, 'nodes', index, 'name'], `${name} is already the name of nodes[${first}]`),
    );
    refuseTwice(
      service.nodes,
      (node) => `${node.address} port ${node.port}`,
      (index, place, first) =>
        say(['services', at, 'nodes', index, 'address'], `${place} is already used by nodes[${first}]`),
    );
    service.nodes.forEach((node, index) => {
      if (node.address.includes(':') !== service.sourceAddress.includes(':'))
        say(
          ['services', at, 'nodes', index, 'address'],
          `it cannot be reached from ${service.sourceAddress}: one is IPv4, the other IPv6`,
        );
    });
    service.removeHeaders.forEach((name, index) => {
      if (comparableName(name) === comparableName(service.header.name))
        say(['services', at, 'removeHeaders', index], `${name} is the header that carries the client's address`);
    });
  });
});
export type ProxyConfig = z.infer<typeof ProxyConfig>;

/**
 * The configuration from plain data.
 * @throws FarmError `input.invalid` naming the field at fault
 */
export function parseProxyConfig(input: unknown): ProxyConfig {
  return parseInput(ProxyConfig, input, "the bundled proxy's configuration");
}

function refuseTwice<T>(
  items: T[],
  keyOf: (item: T) => string | null,
  say: (index: number, key: string, first: number) => void,
): void {
  const seen = new Map<string, number>();
  items.forEach((item, index) => {
    const key = keyOf(item);
    if (key === null) return;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else say(index, key, first);
  });
}
