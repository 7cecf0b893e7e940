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
  name: Line.max(80).describe('Name of the farm'),
  profile: z.string(),
  balancer: z.string().describe('Id of the load balancer'),
  hosts: z
    .array(FarmHost)
    .max(MOST_HOSTS, `a farm has ${MOST_HOSTS} hosts at most`)
    .describe('Two nodes or more, one balancer (or a pair), one database'),
  hostName: HostName.describe('External host name: clients use it, and it is in the certificate'),
  authority: z
    .string()
    .max(100_000)
    .regex(
      /^\s*-----BEGIN CERTIFICATE-----[\s\S]*-----END CERTIFICATE-----\s*$/,
      'enter one or more certificates in PEM form',
    )
    .optional()
    .describe(
      'Certificates (PEM) of the authorities that issued the certificates of the farm, if this computer does not trust them',
    ),
  serviceAccount: Account.describe('Account that the application runs under'),
  database: Database.describe('Database of the application; its server is the host with the role database'),
  services: z
    .array(VirtualService)
    .min(1, 'enter at least one virtual service')
    .describe('What clients connect to: one virtual service for each service of the application'),
  hops: z
    .array(Hop)
    .min(1, 'enter the load balancer at least')
    .max(8)
    .describe('Devices between clients and nodes, outermost first; the last one is the load balancer'),
  /** Each is validated when the plan is made. */
  trustedRanges: z
    .array(z.string())
    .default([])
    .describe('Ranges that the application trusts besides the addresses of the hops'),
  wizardAddress: IpAddress.describe('Address of this computer: management requests and direct requests to nodes'),
  clientAddresses: z
    .array(IpAddress)
    .min(1, 'enter at least one address that requests are sent from')
    .describe('Addresses of this computer that test requests are sent from; the first is the default'),
  settle: z
    .strictObject({ times: z.int().min(1).max(100), intervalMs: Milliseconds, limitMs: Milliseconds })
    .describe('A node is ready after so many passed health checks in a row'),
  healthCheck: z
    .strictObject({
      intervalMs: Milliseconds,
      timeoutMs: Milliseconds,
      fall: z.int().min(1).max(10).describe('Failed health checks after which a node is marked down'),
      rise: z.int().min(1).max(10).describe('Passed health checks after which it is marked up'),
    })
    .describe('How the balancer asks whether a node is healthy'),
  /** The profile validates them when the plan is made. */
  settings: z.record(z.string(), z.unknown()).default({}).describe('Answers of the application alone, under its id'),
});
/** A farm's answers. */
export type FarmShape = z.infer<typeof FarmFields>;
