import type { FarmShape as Farm } from './farm-fields.ts';
import type { FarmHost, HostRole, Reach } from './farm-host.ts';
import type { Hop } from './hop.ts';
import type { Persistence, VirtualService } from './virtual-service.ts';

/** An address or DNS name, with a port. */
export interface Place {
  address: string;
  port: number;
}

/** The hosts of a farm in one role, in the order they were given. */
export function hostsIn({ hosts }: Pick<Farm, 'hosts'>, role: HostRole): FarmHost[] {
  return hosts.filter((host) => host.role === role);
}

/** The application servers, the first node first. */
export function nodesOf(farm: Pick<Farm, 'hosts'>): FarmHost[] {
  return hostsIn(farm, 'node');
}

/** The first node: set up alone, and the source of every secret the nodes share. */
export function firstNode(farm: Pick<Farm, 'hosts'>): FarmHost {
  return first(nodesOf(farm), 'a farm has at least two nodes');
}

/** The host whose server holds the application's database. */
export function databaseHost(farm: Pick<Farm, 'hosts'>): FarmHost {
  return first(hostsIn(farm, 'database'), 'a farm has a database host');
}

/** The host of the balancer; of a pair, the first unit. */
export function balancerHost(farm: Pick<Farm, 'hosts'>): FarmHost {
  return first(hostsIn(farm, 'balancer'), 'a farm has a balancer host');
}

/** The balancer among the hops: the hop that stands next to the nodes. */
export function balancerHop(farm: Pick<Farm, 'hops'>): Hop {
  return first(farm.hops.slice(-1), 'a farm has at least one hop');
}

/** The address of a host that is connected to. */
export function addressOf({ addresses }: Pick<FarmHost, 'addresses'>): string {
  return first(addresses, 'a host has at least one address');
}

/** Where a node listens for a service, by the service's name. */
export function placeOf(farm: Pick<Farm, 'services'>, node: FarmHost, service: string): Place {
  return { address: addressOf(node), port: node.ports?.[service] ?? serviceNamed(farm, service).nodePort };
}

/** All places at which a node listens, without repeats, with the names of the services there. */
export function placesOf(farm: Pick<Farm, 'services'>, node: FarmHost): (Place & { services: string[] })[] {
  const byPort = new Map<number, string[]>();
  for (const { name } of farm.services) {
    const { port } = placeOf(farm, node, name);
    byPort.set(port, [...(byPort.get(port) ?? []), name]);
  }
  return [...byPort].map(([port, services]) => ({ address: addressOf(node), port, services }));
}

/** A virtual service by its name. */
export function serviceNamed({ services }: Pick<Farm, 'services'>, name: string): VirtualService {
  const service = services.find((candidate) => candidate.name === name);
  return service ?? first([], `the farm has no service ${name}`);
}

/** Where the balancer listens for a virtual service. */
export function balancerPlace({ address, port, forwardedTo }: VirtualService): Place {
  return forwardedTo ?? { address, port };
}

/** The host name that clients use for a service: its own, or the farm's. */
export function hostNameOf(farm: Pick<Farm, 'hostName'>, service: Pick<VirtualService, 'hostName'>): string {
  return service.hostName ?? farm.hostName;
}

/** The persistence of a service. */
export function persistenceOf(farm: Pick<Farm, 'services'>, service: string): Persistence {
  return serviceNamed(farm, service).persistence;
}

/** The path of a service's health check: the farm's own for it, or the profile's; null if a connection is enough. */
export function healthPathOf(
  farm: Pick<Farm, 'services'>,
  { name, healthPath }: { name: string; healthPath: string | null },
): string | null {
  const { health } = serviceNamed(farm, name);
  return typeof health === 'object' ? health.path : healthPath;
}

/** Whether any service has persistence. */
export function keepsClients({ services }: Pick<Farm, 'services'>): boolean {
  return services.some(({ persistence }) => persistence !== 'none');
}

/** The database server as administrators write it, without a port: `sql01.corp.example`, `SQL01\ACCESS`, `192.0.2.5`. */
export function databaseServer(farm: Pick<Farm, 'hosts' | 'database'>): string {
  const { instance } = farm.database;
  return addressOf(databaseHost(farm)) + (instance === undefined ? '' : `\\${instance}`);
}

/** Whether some hosts of the farm, or all of them, are practice hosts of this computer. */
export function hasPracticeHosts(farm: Pick<Farm, 'hosts'>): boolean {
  return farm.hosts.some(({ reach }) => reach.by === 'practice');
}
export function onlyPracticeHosts(farm: Pick<Farm, 'hosts'>): boolean {
  return farm.hosts.every(({ reach }) => reach.by === 'practice');
}

/** Returns who works at a host, where it is reached by a person; null where it is not. */
export function personAt({ hosts }: Pick<Farm, 'hosts'>, name: string): string | null {
  const reach = hosts.find((host) => host.name === name)?.reach;
  return reach?.by === 'person' ? reach.who : null;
}

/** How a host is reached, as a phrase: `by A. Person`. */
export function reachPhrase(reach: Reach): string {
  if (reach.by === 'person') return `by ${reach.who}`;
  return reach.by === 'ssh' ? `over SSH, as ${reach.user}` : 'simulated on this computer (practice)';
}

function first<T>(list: readonly T[], otherwise: string): T {
  const [one] = list;
  if (one === undefined) throw new Error(otherwise);
  return one;
}
