import { z } from 'zod';

/** An address of this computer with a port on it. */
export const Place = z.object({ address: z.ipv4(), port: z.int().min(1).max(65_535) });
export type Place = z.infer<typeof Place>;

/**
 * Who stands where in a practice world. It holds no secret.
 *
 * Every party has a loopback address of its own where the system allows that; else all have 127.0.0.1 with different
 * ports, and no proof about addresses is possible.
 */
export const Topology = z.object({
  /** The world's own folder; only its owner may look in. */
  folder: z.string(),
  /** Path of the Unix domain socket (Windows: named pipe) the world is talked to over. */
  control: z.string(),
  /** Process id of the world. */
  pid: z.int(),
  /** The farm's external host name. */
  hostName: z.literal('farm.practice.test'),
  /** PEM of the practice certificate authority. */
  authority: z.string(),
  wizard: z.ipv4(),
  clients: z.array(z.ipv4()).length(4),
  database: Place.extend({ hostName: z.literal('database.practice.test'), administrator: z.literal('administrator') }),
  balancer: z.object({
    /** Where clients find the virtual services. */
    virtualAddress: z.ipv4(),
    /** The balancer's own address: what the nodes see as peer. */
    presentsAs: z.ipv4(),
    services: z.array(z.object({ name: z.enum(['web', 'api']), port: z.int() })).length(2),
  }),
  nodes: z.array(Place.extend({ name: z.string() })).min(2),
});
export type Topology = z.infer<typeof Topology>;

/** Nodes a practice world may have. */
export const NODE_LIMITS = { least: 2, most: 50 };

/** `node-01` for the first node. */
export function nodeName(index: number): string {
  return `node-${String(index + 1).padStart(2, '0')}`;
}
