import type { z } from 'zod';
import type { FarmShape as Farm } from './farm-fields.ts';
import { hostsIn, nodesOf, placesOf } from './farm-parts.ts';
import { NAMES_OF_PLACES } from './hosts.ts';
import { MOST_NODES } from './limits.ts';

type Refuse = (path: (string | number)[], message: string) => void;

/** Refuses answers that are valid by themselves but do not fit together. */
export function refuseFarm(farm: Farm, context: z.RefinementCtx): void {
  const refuse: Refuse = (path, message) => void context.addIssue({ code: 'custom', path, message });
  refuseNumbers(farm, refuse);
  refuseNames(farm, refuse);
  refuseTwice(
    farm.services,
    ({ name }) => [name.toLowerCase()],
    refuse,
    (at) => ['services', at, 'name'],
  );
  refuseTwice(farm.services, placeText, refuse, (at) => ['services', at, 'port']);
  if (farm.hosts.every(({ addresses }) => addresses.length > 0)) refusePorts(farm, refuse);
  refuseUnreachableBalancer(farm, refuse);
  refusePersistence(farm, refuse);
  refuseOtherFamily(farm, refuse);
}

/** One database host, one balancer or a pair, two nodes at least. */
function refuseNumbers(farm: Farm, refuse: Refuse): void {
  const nodes = nodesOf(farm).length;
  if (nodes < 2) refuse(['hosts'], 'a farm needs two nodes: two hosts with the role node');
  if (nodes > MOST_NODES) refuse(['hosts'], `a farm has ${MOST_NODES} nodes at most, and these are ${nodes}`);
  if (hostsIn(farm, 'database').length !== 1) refuse(['hosts'], 'a farm needs one host with the role database');
  const balancers = hostsIn(farm, 'balancer').length;
  if (balancers < 1 || balancers > 2)
    refuse(['hosts'], 'a farm needs one host with the role balancer, or two for a pair');
}

function refuseNames({ hosts }: Farm, refuse: Refuse): void {
  const nameAt = (index: number) => ['hosts', index, 'name'];
  refuseTwice(hosts, ({ name }) => [name.normalize('NFKC').toLowerCase()], refuse, nameAt);
  hosts.forEach(({ name }, index) => {
    if (NAMES_OF_PLACES.has(name.toLowerCase()))
      refuse(nameAt(index), `${name} is what reports call a place that requests come from; use another name`);
  });
}

/** Two nodes never listen at the same place. A node may have several services on one port. */
function refusePorts(farm: Farm, refuse: Refuse): void {
  const places = new Map<string, string>();
  farm.hosts.forEach((node, index) => {
    const known = new Set(farm.services.map(({ name }) => name));
    for (const service of Object.keys(node.ports ?? {}))
      if (!known.has(service)) refuse(['hosts', index, 'ports', service], `the farm has no service ${service}`);
    if (node.role !== 'node') return;
    for (const place of placesOf(farm, node)) {
      const text = `${place.address.toLowerCase()} port ${place.port}`;
      const other = places.get(text);
      if (other === undefined) places.set(text, node.name);
      else refuse(['hosts', index, 'addresses'], `${text} is already used by ${other}`);
    }
  });
}

/** Behind another device the balancer needs its own address and port. */
function refuseUnreachableBalancer({ hops, services }: Farm, refuse: Refuse): void {
  const behind = hops.length > 1;
  services.forEach(({ forwardedTo }, index) => {
    if (behind === (forwardedTo !== undefined)) return;
    const message = behind
      ? `enter the address and port at which the balancer listens, because ${hops[0]?.name} is in front of it`
      : 'leave it out, because the balancer is the only device and listens at the address of the service';
    refuse(['services', index, 'forwardedTo'], message);
  });
}

/** Behind another device the balancer sees every client under that device's address; cookies need HTTP. */
function refusePersistence({ hops, services }: Farm, refuse: Refuse): void {
  services.forEach(({ persistence, kind, tls }, index) => {
    const path = ['services', index, 'persistence'];
    if (persistence === 'source' && hops.length > 1)
      refuse(
        path,
        `use none: the balancer sees every client under the address of ${hops.at(-2)?.name}, and would send all to one node`,
      );
    if (persistence === 'cookie' && (kind === 'tcp' || tls === 'pass-through'))
      refuse(path, 'use none or source: the balancer can set a cookie only in HTTP');
  });
}

/** The balancer connects to the nodes from its own address. Of a DNS name the family is not known. */
function refuseOtherFamily(farm: Farm, refuse: Refuse): void {
  const own = farm.hops.at(-1)?.presentsAs[0] ?? '';
  farm.hosts.forEach((node, index) => {
    const address = node.role === 'node' ? (node.addresses[0] ?? '') : '';
    const isIp = address.includes(':') || /^[\d.]+$/.test(address);
    if (!isIp || address.includes(':') === own.includes(':')) return;
    const message = `${address} cannot be reached from the balancer’s address ${own}: one is IPv4, the other IPv6`;
    refuse(['hosts', index, 'addresses', 0], message);
  });
}

function placeText({ address, port }: { address: string; port: number }): string[] {
  return [`${address} port ${port}`];
}

function refuseTwice<T>(
  items: readonly T[],
  keysOf: (item: T) => string[],
  refuse: Refuse,
  pathAt: (index: number) => (string | number)[],
): void {
  const seen = new Map<string, number>();
  items.forEach((item, index) => {
    for (const key of keysOf(item)) {
      const before = seen.get(key);
      if (before === undefined) seen.set(key, index);
      else refuse(pathAt(index), `${key} is already used by ${String(pathAt(before)[0])}[${before}]`);
    }
  });
}
