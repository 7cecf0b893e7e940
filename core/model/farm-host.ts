import { z } from 'zod';
import { Line } from './line.ts';
import { HostAddress, Port, ServiceName } from './network.ts';

/** The role of a host in the farm. */
export const HOST_ROLES = ['node', 'balancer', 'database', 'hop', 'vantage'] as const;
export type HostRole = (typeof HOST_ROLES)[number];

/** How one host is reached. A farm may reach its hosts in different ways. */
export const Reach = z.discriminatedUnion('by', [
  /** The host is made on this computer. */
  z.strictObject({ by: z.literal('practice') }),
  /** Somebody at the host follows instructions and hands in what was seen. */
  z.strictObject({ by: z.literal('person'), who: Line.max(80) }),
  z.strictObject({
    by: z.literal('ssh'),
    to: HostAddress,
    port: Port.default(22),
    user: Line.max(128),
    family: z.enum(['posix', 'windows']),
    /** Fingerprint of the host's key, as it was seen at the first contact. */
    hostKey: Line.max(200),
    /** A jump host. */
    via: HostAddress.optional(),
  }),
]);
export type Reach = z.infer<typeof Reach>;

/** Letters and digits of any script first; then also `.`, `_` and `-`, as names of Windows computers may have them. */
const Name = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,62}$/u,
    'use only letters, digits, dots, hyphens and underscores (63 characters at most)',
  );

/** A computer of the farm, or one that its requests come from. */
export const FarmHost = z.strictObject({
  name: Name,
  role: z.enum(HOST_ROLES),
  addresses: z
    .array(HostAddress)
    .min(1, 'enter at least one address of this host')
    .max(16)
    .describe('Addresses or DNS names, without a port; connections use the first one'),
  ports: z
    .record(ServiceName, Port)
    .optional()
    .describe('Of a node: its port for a service, if that is not the service’s node port'),
  reach: Reach.describe('person: somebody at the host follows instructions; practice: it is made on this computer'),
});
export type FarmHost = z.infer<typeof FarmHost>;
