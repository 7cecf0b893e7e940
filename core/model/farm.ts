import { z } from 'zod';
import { HeaderPolicy } from './header-policy.ts';
import { RESERVED_NAMES } from './hosts.ts';
import { Line } from './line.ts';

/** Nodes that a farm may have. */
export const MOST_NODES = 500;
/** Hosts of such a farm: the database, the balancer and a WAF besides. */
export const MOST_HOSTS = MOST_NODES + 3;
/** Nodes that practice hosts are made for: each is a process of this computer. */
export const MOST_PRACTICE_NODES = 50;

const Name = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i, 'use letters, digits and hyphens, 63 characters at most (RFC 1123)');
const HostName = z
  .string()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i, 'use a DNS host name')
  // RFC 6066, 3: an address is no server name.
  .refine((name) => !/(^|\.)\d+$/.test(name), 'use a DNS host name; an address cannot be sent as server name');
const Address = z.union([z.ipv4(), z.ipv6()]);
const Port = z.int().min(1).max(65_535);
const Milliseconds = z.int().min(1).max(86_400_000);

/** An application server of the farm. */
export const FarmNode = z.object({ name: Name, address: Address, port: Port });
export type FarmNode = z.infer<typeof FarmNode>;

/** Address and port clients use for one kind of traffic of the application (`web`, `api`). */
export const VirtualService = z.object({
  name: Name,
  address: Address,
  port: Port,
  /** Where the balancer listens for it, in a farm whose outermost hop is another device; else it listens at the address above. */
  forwardedTo: z.object({ address: Address, port: Port }).optional(),
});
export type VirtualService = z.infer<typeof VirtualService>;

/** A device between client and node that may rewrite addresses or headers. Outermost first in `Farm.hops`. */
export const Hop = z.object({
  name: Name,
  /** The address the next device sees as peer: the self or SNAT address, never the virtual one. */
  presentsAs: Address,
  headerPolicy: HeaderPolicy,
});
export type Hop = z.infer<typeof Hop>;

const Database = z.object({
  engine: z.string(),
  host: Address,
  port: Port,
  /** Name in the server's certificate. */
  hostName: HostName,
  name: Name,
  administrator: Name,
});

/** The fields of a farm's answers, each by itself; `Farm` also sees that they fit together. */
export const FarmFields = z.object({
  id: z.string().min(1),
  name: Line.max(80),
  profile: z.string(),
  balancer: z.string(),
  /** How the hosts are reached: *practice* hosts are made on this computer; what others need is asked of a person. */
  hosts: z.enum(['practice', 'operator']).default('operator'),
  /** External host name: in the certificate, and what clients ask for. */
  hostName: HostName,
  serviceAccount: Name,
  database: Database,
  nodes: z.array(FarmNode).min(2, 'a farm needs two nodes').max(MOST_NODES, `a farm has ${MOST_NODES} nodes at most`),
  services: z.array(VirtualService).min(1),
  hops: z.array(Hop).min(1).max(8),
  /** Whether one client stays on one node: *source*, by the address its connections come from. */
  persistence: z.enum(['none', 'source']).default('none'),
  /** Ranges the application trusts besides the hops' own addresses; each is validated when the plan is made. */
  trustedRanges: z.array(z.string()).default([]),
  /** Where management requests and requests around the balancer come from. */
  wizardAddress: Address,
  /** Where the proof's requests come from; the first is the usual one. */
  clientAddresses: z.array(Address).min(1),
  /** A node counts as settled after `times` healthy answers in a row. */
  settle: z.object({ times: z.int().min(1).max(100), intervalMs: Milliseconds, limitMs: Milliseconds }),
  /** How the balancer asks whether a node is healthy. */
  healthCheck: z.object({
    intervalMs: Milliseconds,
    timeoutMs: Milliseconds,
    fall: z.int().min(1).max(10),
    rise: z.int().min(1).max(10),
  }),
});

/** The answers of a farm: everything the plan is made from. Secrets are named here and kept elsewhere. */
export const Farm = FarmFields.superRefine((farm, context) => {
  refuseDuplicates(context, 'nodes', farm.nodes, (node) => node.name.toLowerCase(), 'name');
  refuseDuplicates(context, 'nodes', farm.nodes, (node) => `${node.address} port ${node.port}`, 'address');
  refuseDuplicates(context, 'services', farm.services, (service) => service.name.toLowerCase(), 'name');
  refuseDuplicates(context, 'services', farm.services, (service) => `${service.address} port ${service.port}`, 'port');
  refuseReservedNames(context, farm.nodes);
  refuseUnreachableBalancer(context, farm);
  refuseOtherFamily(context, farm);
});
export type Farm = z.infer<typeof Farm>;

/** A farm has others besides its nodes by these names. */
function refuseReservedNames(context: z.RefinementCtx, nodes: FarmNode[]): void {
  nodes.forEach(({ name }, index) => {
    if (!RESERVED_NAMES.has(name.toLowerCase())) return;
    context.addIssue({
      code: 'custom',
      path: ['nodes', index, 'name'],
      message: `${name} is the name of another host`,
    });
  });
}

/** Behind another device the balancer needs a place of its own, and sees every client under that device's address. */
function refuseUnreachableBalancer(
  context: z.RefinementCtx,
  farm: { hops: Hop[]; services: VirtualService[]; persistence: 'none' | 'source' },
): void {
  const behind = farm.hops.length > 1;
  farm.services.forEach(({ forwardedTo }, index) => {
    if (behind === (forwardedTo !== undefined)) return;
    const message = behind
      ? `say where the balancer listens, since ${farm.hops[0]?.name} stands before it`
      : 'leave it out: the balancer is the only hop and listens at the service’s own address';
    context.addIssue({ code: 'custom', path: ['services', index, 'forwardedTo'], message });
  });
  if (behind && farm.persistence === 'source')
    context.addIssue({
      code: 'custom',
      path: ['persistence'],
      message: `use none: the balancer sees every client under the address of ${farm.hops.at(-2)?.name}, and would send all to one node`,
    });
}

/** The balancer connects to the nodes from its own address. */
function refuseOtherFamily(context: z.RefinementCtx, { hops, nodes }: { hops: Hop[]; nodes: FarmNode[] }): void {
  const own = hops.at(-1)?.presentsAs ?? '';
  nodes.forEach(({ address }, index) => {
    if (address.includes(':') === own.includes(':')) return;
    const message = `${address} cannot be reached from the balancer’s address ${own}: one is IPv4, the other IPv6`;
    context.addIssue({ code: 'custom', path: ['nodes', index, 'address'], message });
  });
}

function refuseDuplicates<T>(
  context: z.RefinementCtx,
  list: string,
  items: T[],
  keyOf: (item: T) => string,
  field: string,
): void {
  const seen = new Map<string, number>();
  items.forEach((item, index) => {
    const first = seen.get(keyOf(item));
    if (first === undefined) seen.set(keyOf(item), index);
    else
      context.addIssue({
        code: 'custom',
        path: [list, index, field],
        message: `${keyOf(item)} is already used by ${list}[${first}]`,
      });
  });
}

/** The balancer: the hop that stands next to the nodes. */
export function balancerHop(farm: Farm): Hop {
  const hop = farm.hops.at(-1);
  if (hop === undefined) throw new Error('a farm has at least one hop');
  return hop;
}

/** The first node: set up alone, and the truth of every secret the nodes share. */
export function firstNode(farm: Farm): FarmNode {
  const node = farm.nodes[0];
  if (node === undefined) throw new Error('a farm has at least two nodes');
  return node;
}

/** Where the balancer listens for a virtual service. */
export function balancerPlace({ address, port, forwardedTo }: VirtualService): { address: string; port: number } {
  return forwardedTo ?? { address, port };
}
