import { type Account, DatabaseLink } from '../databases/sqlite/link.ts';
import { practiceHost } from '../hosts/practice/host.ts';
import { FarmError } from '../model/errors.ts';
import type { Farm } from '../model/farm.ts';
import type { Host } from '../model/host.ts';
import { DATABASE_ADMINISTRATOR_PASSWORD, PRACTICE_DATABASE, SERVICE_ACCOUNT_PASSWORD } from '../model/hosts.ts';
import type { Secret } from '../model/secret.ts';
import type { Noticed, Reaching } from '../model/site.ts';
import type { Vantage } from '../model/vantage.ts';
import type { WorldClient } from '../practice/client.ts';
import type { LayoutWish } from '../practice/world/addresses.ts';
import type { Planted } from '../practice/world/planting.ts';
import type { Layout, Topology } from '../practice/world/topology.ts';
import { httpsVantage } from '../vantage/https-vantage.ts';

const DATABASE_LIMIT_MS = 5000;

type Secrets = Pick<Reaching['secrets'], 'get'>;

/** The hosts of a standing practice world, with the ways to them. */
export interface PracticeWorld {
  topology: Topology;
  administratorPassword: Secret;
  vantage: Vantage;
  host(name: string, farm: Farm, secrets: Secrets): Host;
  /** Makes these its nodes: further ones are made, those that are not among them are taken away, the others stay. */
  setNodes(nodes: Layout['nodes'], signal: AbortSignal): Promise<void>;
  /** Returns what the balancer will say of its nodes once it has noticed. */
  plant(faults: string[], signal: AbortSignal): Promise<Noticed[]>;
  tearDown(): Promise<void>;
  /** Lets go of the world; it stands on until its lease runs out. */
  close(): void;
}

/** What practice hosts are made and found with. */
export interface PracticeWorlds {
  /** Finds free addresses and ports. */
  layOut(wish: LayoutWish): Promise<Layout>;
  /** A folder for a new practice world, not made yet. @throws FarmError `practice.folder-unusable` */
  newFolder(): string;
  start(layout: Layout, folder: string, signal: AbortSignal): Promise<PracticeWorld>;
  /** The world that stands in this folder. @throws FarmError `site.lost`, `practice.folder-foreign` */
  attach(folder: string): Promise<PracticeWorld>;
  /** Ids of the faults that can be planted in such a farm. */
  plantable(farm: Farm): string[];
}

/** The hosts of the world that this client talks to. */
export function practiceWorld(world: WorldClient): PracticeWorld {
  const { topology } = world;
  const { address, port, hostName, administrator } = topology.database;
  const link = new DatabaseLink({
    address,
    port,
    hostName,
    authority: topology.authority,
    localAddress: topology.wizard,
    limitMs: DATABASE_LIMIT_MS,
  });
  return {
    topology,
    administratorPassword: world.administratorPassword,
    vantage: httpsVantage(topology.authority),
    host: (name, farm, secrets) =>
      practiceHost({
        call: world.call,
        host: name,
        ...(name === PRACTICE_DATABASE
          ? {
              sql: {
                query: async (as, ...question) => {
                  const who =
                    as === 'administrator'
                      ? accountOf(administrator, DATABASE_ADMINISTRATOR_PASSWORD, secrets)
                      : accountOf(farm.serviceAccount, SERVICE_ACCOUNT_PASSWORD, secrets);
                  return await link.query(who, ...question);
                },
              },
            }
          : {}),
      }),
    setNodes: async (nodes, signal) => {
      await world.call('setNodes', { nodes }, { signal });
      topology.nodes = nodes;
    },
    plant: async (faults, signal) => (await world.call('plant', { faults }, { signal })) as Planted['pool'],
    tearDown: async () => {
      link.close();
      await world.tearDown();
    },
    close: () => {
      link.close();
      world.close();
    },
  };
}

/** @throws FarmError `secret.missing` */
function accountOf(account: string, secretName: string, secrets: Secrets): Account {
  const password = secrets.get(secretName);
  if (password !== undefined) return { account, password };
  throw new FarmError({
    code: 'secret.missing',
    field: secretName,
    message: `The password of ${account} is not known.`,
    remedy: 'Enter the password again: passwords are kept in memory only.',
  });
}
