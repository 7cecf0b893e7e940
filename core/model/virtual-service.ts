import { z } from 'zod';
import { HostName, IpAddress, Port, ServiceName } from './network.ts';

/** Whether one client stays on one node: *source* by the address its connections come from, *cookie* by a cookie. */
export const Persistence = z.enum(['none', 'source', 'cookie']);
export type Persistence = z.infer<typeof Persistence>;

/** How the balancer asks whether a node is healthy: a request for this path, or a connection alone. */
const Health = z.union(
  [z.strictObject({ path: z.string().regex(/^\/[\x21-\x22\x24-\x7e]*$/) }), z.literal('connect')],
  'use {path: /health} with a path that begins with / and has no spaces, or the word connect',
);
export type Health = z.infer<typeof Health>;

const common = {
  name: ServiceName.describe('A service of the application'),
  address: IpAddress.describe('Virtual address that clients use'),
  port: Port.describe('Port that clients use'),
  nodePort: Port.describe('Port of the nodes, except where a node has its own'),
  hostName: HostName.optional().describe('Host name of the service, if it is not that of the farm'),
  health: Health.optional().describe('Health check of the service, if it is not that of the application'),
  persistence: Persistence.default('none').describe('Whether one client stays on one node'),
  forwardedTo: z
    .strictObject({ address: IpAddress, port: Port })
    .optional()
    .describe(
      'Where the balancer listens, if another device is in front of it; else it listens at the virtual address',
    ),
};

/**
 * Address and port that clients use for one kind of traffic of the application (`web`, `api`). `tls` says what the
 * balancer does with TLS: decrypt and encrypt again, decrypt only, pass the bytes on, or *none* without TLS.
 */
export const VirtualService = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('https'),
    ...common,
    tls: z.enum(['re-encrypt', 'terminate', 'pass-through']).default('re-encrypt'),
  }),
  z.strictObject({ kind: z.literal('http'), ...common, tls: z.literal('none').default('none') }),
  z.strictObject({
    kind: z.literal('tcp'),
    ...common,
    tls: z.enum(['re-encrypt', 'terminate', 'pass-through']).default('pass-through'),
  }),
]);
export type VirtualService = z.infer<typeof VirtualService>;
