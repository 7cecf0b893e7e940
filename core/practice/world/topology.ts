import { z } from 'zod';

/** Names of the hosts that every practice world has. */
export const HOST_NAME = 'farm.practice.test';
export const DATABASE_NAME = 'database.practice.test';
export const ADMINISTRATOR = 'administrator';
/** The host in front of the balancer, in worlds that have one. */
export const WAF_HOST = 'waf';

const Loopback = z
  .ipv4('use an address that begins with 127.')
  .refine((address) => address.startsWith('127.'), 'use an address that begins with 127.');

/** An address of this computer with a port on it. */
export const Place = z.object({ address: Loopback, port: z.int().min(1).max(65_535) });
export type Place = z.infer<typeof Place>;

const Port = Place.shape.port;
const ServiceName = z.string().min(1).max(63);
const ServicePlace = Place.extend({ name: ServiceName });

/** Where clients find a service, at the virtual address. */
const VirtualPlace = z.object({
  name: ServiceName,
  port: Port,
  kind: z.enum(['https', 'http', 'tcp']).default('https'),
});

/** A node, with the port of each service on it. Services may share a port there. */
const NodePlace = z.object({ name: z.string(), address: Loopback, ports: z.record(ServiceName, Port) });

/**
 * The layout of a practice world: addresses and ports, before any process exists.
 *
 * Every party has a loopback address of its own where the system allows that; else all have 127.0.0.1 with different
 * ports, and no proof about addresses is possible.
 */
export const Layout = z.object({
  wizard: Loopback,
  clients: z.array(Loopback).length(4, 'enter four addresses'),
  database: Place,
  balancer: z.object({
    /** Where clients find the virtual services. */
    virtualAddress: Loopback,
    /** The balancer's own address: what the nodes see as peer. */
    presentsAs: Loopback,
    services: z.array(VirtualPlace).min(1),
  }),
  /** A WAF that has the virtual address instead of the balancer and forwards requests to the balancer. */
  waf: z.object({ presentsAs: Loopback, forwardedTo: z.array(ServicePlace).min(1) }).nullable(),
  nodes: z.array(NodePlace).min(2, 'a farm needs two nodes'),
});
export type Layout = z.infer<typeof Layout>;

/** A running practice world. It contains no secret. */
export const Topology = Layout.extend({
  /** The world's own folder; only its owner may look in. */
  folder: z.string(),
  /** Path of the Unix domain socket (Windows: named pipe) the world is talked to over. */
  control: z.string(),
  /** Process id of the world. */
  pid: z.int(),
  /** The farm's external host name. */
  hostName: z.literal(HOST_NAME),
  /** PEM of the practice certificate authority. */
  authority: z.string(),
  database: Place.extend({ hostName: z.literal(DATABASE_NAME), administrator: z.literal(ADMINISTRATOR) }),
});
export type Topology = z.infer<typeof Topology>;

/** Whether both are the same node at the same place, with the same ports. */
export function isSameNode(one: Layout['nodes'][number], other: Layout['nodes'][number] | undefined): boolean {
  const ports = Object.entries(one.ports);
  return (
    other !== undefined &&
    one.name === other.name &&
    one.address === other.address &&
    ports.length === Object.keys(other.ports).length &&
    ports.every(([service, port]) => other.ports[service] === port)
  );
}

/** `node-01` for the first node. */
export function nodeName(index: number): string {
  return `node-${String(index + 1).padStart(2, '0')}`;
}
