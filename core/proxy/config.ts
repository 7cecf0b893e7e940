import { z } from 'zod';
import { HeaderName } from '../model/header-name.ts';
import { HeaderPolicy } from '../model/header-policy.ts';
import { parseInput } from '../model/parse.ts';
import { canonicalAddress } from './canonical-address.ts';
import { comparableName, isMessageField } from './header-names.ts';

const Name = z.string().min(1).max(63);
const Address = z.union([z.ipv4(), z.ipv6()], 'use an IPv4 or IPv6 address');
const Port = z.int().min(1).max(65_535);
const Milliseconds = z.int().min(1).max(86_400_000);
const FilePath = z.string().min(1);
const FieldName = HeaderName.refine(
  (name) => !isMessageField(name),
  'this header belongs to the message itself; choose another',
);
const HostName = z
  .string()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i, 'use a DNS host name')
  .refine((name) => !/(^|\.)\d+$/.test(name), 'use a DNS host name; an address cannot be sent as server name');

/** Timeouts of the proxy. Defaults are common values of the corresponding HAProxy timeouts. */
const Timeouts = z.strictObject({
  /** TCP and TLS with a node; in mode tcp, TCP. */
  connectMs: Milliseconds.default(5_000),
  /** For the complete head of a client's request; for the start of a node's answer after the whole request. */
  requestMs: Milliseconds.default(60_000),
  /** No byte of a body in either direction; a kept connection without a request; in mode tcp, no byte at all. */
  idleMs: Milliseconds.default(60_000),
});

/** The header that carries the client's address, and what is done with it here. */
const Header = z.strictObject({
  name: FieldName,
  policy: HeaderPolicy,
  /**
   * The trusted devices in front. The header of any other peer is deleted before the policy is applied. Left out,
   * every peer is trusted. HAProxy: `http-request del-header X-Forwarded-For unless { src 10.77.1.2 }`.
   */
  from: z
    .array(Address.transform(canonicalAddress))
    .min(1, 'name the devices in front, or leave it out to trust every peer')
    .optional(),
});

const Health = z.strictObject({
  /** *negotiate*: an HTTPS request that is answered with exactly 200. *connect*: a TCP connection, nothing more. */
  check: z.enum(['negotiate', 'connect']).default('negotiate'),
  /** Where the node is checked, if not at the port its traffic goes to. */
  port: Port.optional(),
  method: z.literal('GET'),
  path: z.string().regex(/^\/[\x21-\x22\x24-\x7e]*$/, 'use a path that begins with /, without spaces'),
  host: z.string().regex(/^[\x21-\x7e]+$/, 'use a host name, with a port if it is needed'),
  intervalMs: Milliseconds,
  timeoutMs: Milliseconds,
  fall: z.int().min(1).max(10),
  rise: z.int().min(1).max(10),
});

/**
 * A virtual service. What its mode or its check does not use is checked all the same and then ignored, so that
 * changing `mode` or `check` changes nothing else: in mode tcp those are `tls`, `header`, `removeHeaders`,
 * `forwardedProto` and `timeouts.requestMs`; with the check connect, `health.method`, `path` and `host`. `nodeTls` is
 * used wherever HTTPS is spoken to nodes, and so in mode tcp by the check negotiate.
 */
const Service = z.strictObject({
  name: Name,
  /** *http*: layer 7, TLS decrypted and encrypted again. *tcp*: layer 4, bytes pass untouched, TLS is the node's. */
  mode: z.enum(['http', 'tcp']).default('http'),
  /** Port 0 lets the system choose; `startProxy` tells which it chose. */
  listen: z.strictObject({ address: Address, port: z.int().min(0).max(65_535) }),
  /** Certificate and key for clients. Paths are relative to the working folder. */
  tls: z.strictObject({ certificateFile: FilePath, keyFile: FilePath }),
  header: Header,
  /** Forwarded headers of other names, deleted at the edge. */
  removeHeaders: z.array(FieldName),
  /** Whether `X-Forwarded-Proto: https` is set, in place of whatever the client sent. */
  forwardedProto: z.boolean().default(false),
  /** Local address of the connections to nodes: what the nodes see as peer. */
  sourceAddress: Address,
  /**
   * *none*: nodes take turns. *source*: a client address stays on one node while that node is healthy; if a node is taken
   * out, only its own clients move. Behind another hop every client has that hop's address, and so one node.
   */
  persistence: z.enum(['none', 'source']).default('none'),
  nodes: z.array(z.strictObject({ name: Name, address: Address, port: Port })).min(1),
  /** A node must show a certificate of this authority for this name; the name is also sent as SNI. */
  nodeTls: z.strictObject({ caFile: FilePath, servername: HostName }),
  health: Health,
  timeouts: Timeouts.default({ connectMs: 5_000, requestMs: 60_000, idleMs: 60_000 }),
});
export type ServiceConfig = z.infer<typeof Service>;

/** The configuration of the bundled proxy. */
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
