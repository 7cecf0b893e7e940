import { z } from 'zod';
import { Account } from './account.ts';
import { Database } from './database-place.ts';
import { FarmHost } from './farm-host.ts';
import { Hop } from './hop.ts';
import { MOST_HOSTS } from './limits.ts';
import { Line } from './line.ts';
import { HostName, IpAddress } from './network.ts';
import { VirtualService } from './virtual-service.ts';

const Milliseconds = z.int().min(1).max(86_400_000);

/** The fields of a farm's answers, each by itself; `Farm` also checks that they fit together. */
export const FarmFields = z.strictObject({
  id: z.string().min(1),
  name: Line.max(80),
  profile: z.string(),
  balancer: z.string(),
  hosts: z.array(FarmHost).max(MOST_HOSTS, `a farm has ${MOST_HOSTS} hosts at most`),
  /** External host name: clients use it, and it is in the certificate. */
  hostName: HostName,
  /**
   * Certificates (PEM) of the authorities that issued the certificates of the farm, if this computer does not trust
   * them.
   */
  authority: z
    .string()
    .max(100_000)
    .regex(
      /^\s*-----BEGIN CERTIFICATE-----[\s\S]*-----END CERTIFICATE-----\s*$/,
      'enter one or more certificates in PEM form',
    )
    .optional(),
  serviceAccount: Account,
  database: Database,
  services: z.array(VirtualService).min(1, 'enter at least one virtual service'),
  hops: z.array(Hop).min(1, 'enter the load balancer at least').max(8),
  /** Ranges the application trusts besides the hops' own addresses; each is validated when the plan is made. */
  trustedRanges: z.array(z.string()).default([]),
  /** Source address of management requests and of direct requests to nodes. */
  wizardAddress: IpAddress,
  /** Source addresses of test requests; the first is the default. */
  clientAddresses: z.array(IpAddress).min(1, 'enter at least one address that requests are sent from'),
  /** A node is ready after `times` passed health checks in a row. */
  settle: z.strictObject({ times: z.int().min(1).max(100), intervalMs: Milliseconds, limitMs: Milliseconds }),
  /** How the balancer asks whether a node is healthy. */
  healthCheck: z.strictObject({
    intervalMs: Milliseconds,
    timeoutMs: Milliseconds,
    fall: z.int().min(1).max(10),
    rise: z.int().min(1).max(10),
  }),
  /** A profile's own answers under its id; the profile validates them when the plan is made. */
  settings: z.record(z.string(), z.unknown()).default({}),
});
/** A farm's answers. */
export type FarmShape = z.infer<typeof FarmFields>;
