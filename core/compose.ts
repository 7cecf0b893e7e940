import { readFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { z } from 'zod';
import packageJson from '../package.json' with { type: 'json' };
import { balancers } from './balancers/index.ts';
import type { AuditRecord } from './checks/ports.ts';
import { databases } from './databases/index.ts';
import { type Account, DatabaseLink } from './databases/sqlite/link.ts';
import { keepUnderOtherName } from './farm-file/keep-under-other-name.ts';
import { knownFarms } from './farm-file/known-farms.ts';
import { newFarmPath } from './farm-file/new-path.ts';
import { createFarmFile, openFarmFile, placeOfFarm } from './farm-file/open-farm-file.ts';
import { RecentFarms } from './farm-file/recent-farms.ts';
import { restoreLastGood } from './farm-file/restore-last-good.ts';
import { takeInFarm } from './farm-file/take-in-farm.ts';
import { practiceHost } from './hosts/practice/host.ts';
import { fileSink } from './journal/file-sink.ts';
import { FarmError } from './model/errors.ts';
import type { Farm } from './model/farm.ts';
import { DATABASE_ADMINISTRATOR_PASSWORD, PRACTICE_DATABASE, SERVICE_ACCOUNT_PASSWORD } from './model/hosts.ts';
import type { Profile } from './model/plug-ins.ts';
import { attachWorld, layOut, newFolder, startWorld, type WorldClient } from './practice/client.ts';
import { FAULTS } from './practice/faults/index.ts';
import { refuseFaults } from './practice/faults/refuse-faults.ts';
import { nodeName } from './practice/world/topology.ts';
import { launcherHere } from './processes/launcher-here.ts';
import { profiles } from './profiles/index.ts';
import { parseProxyConfig } from './proxy/config.ts';
import { startProxy } from './proxy/proxy.ts';
import type { SecretStore } from './secrets/secret-store.ts';
import type { Parts, PracticeWorld } from './session/parts.ts';
import { httpsVantage } from './vantage/https-vantage.ts';

const DATABASE_LIMIT_MS = 5000;
const PROXY_GRACE_MS = 3000;

/** Where a user's farms are kept, and the list of those that were open. */
export interface UserHome {
  farms: string;
  recent: string;
}

/** The usual places: farms in a visible folder of the user's, the list where programs keep their own. */
export function userHome(): UserHome {
  return {
    farms: join(homedir(), 'Farmwright'),
    recent: join(envPaths('farmwright', { suffix: '' }).data, 'recent-farms.json'),
  };
}

/**
 * The composition root: the only place that picks adapters and plug-ins.
 * @param entries folder of the bundled entries (`practice-world.mjs` and its kin)
 * @param practice.folderParent where practice farms keep their files; the system's temporary folder unless given
 * @param practice.leaseMs how long a practice farm stands when no Farmwright holds it; a minute unless given
 * @param home where new farms go; without it the current folder, and nothing is remembered
 */
export function compose(
  entries: string,
  practice: { folderParent?: string; leaseMs?: number } = {},
  home?: UserHome,
): Parts {
  const farms = home?.farms ?? process.cwd();
  const recent = home === undefined ? null : new RecentFarms(home.recent);
  return {
    version: packageJson.version,
    profiles,
    balancers,
    databases,
    faults: FAULTS,
    refuseFaults: (ids, { nodes, waf = false }) =>
      refuseFaults(
        FAULTS.filter(({ id }) => ids.includes(id)),
        { nodes: Array.from({ length: nodes }, (_, index) => nodeName(index)), waf },
      ),
    createFarmFile,
    openFarmFile,
    restoreFarmFile: restoreLastGood,
    layOut,
    newFarmPath: (name) => newFarmPath(farms, name),
    placeOfFarm: (path) => placeOfFarm(path),
    takeInFarm: (name, bytes, asOwn) =>
      takeInFarm({ folder: farms, known: knownFarms(farms, recent) }, name, bytes, asOwn),
    keepUnderOtherName,
    recent,
    newFolder: () => newFolder(practice.folderParent ?? tmpdir()),
    startWorld: async (layout, folder, signal) => {
      const lease = practice.leaseMs === undefined ? {} : { leaseMs: practice.leaseMs };
      const world = await startWorld({ launch: launcherHere(entries), layout, folder, ...lease }, signal);
      return practiceWorld(world);
    },
    attachWorld: async (folder) => practiceWorld(await attachWorld(folder)),
    runProxy,
  };
}

async function runProxy(file: string, onListening: (addresses: string[]) => void, signal: AbortSignal): Promise<void> {
  const proxy = await startProxy(parseProxyConfig(await readConfiguration(file)));
  onListening(proxy.addresses.map(({ address, port }) => `${address} port ${port}`));
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  await proxy.close(PROXY_GRACE_MS);
}

async function readConfiguration(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new FarmError({
      code: 'file.unreadable',
      field: 'config',
      message: `${file} cannot be read: ${(error as Error).message}`,
      remedy: 'Give the path of a JSON file.',
      at: file,
    });
  }
}

function practiceWorld(world: WorldClient): PracticeWorld {
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
  const administratorOf = (secrets: SecretStore) => accountOf(administrator, DATABASE_ADMINISTRATOR_PASSWORD, secrets);
  return {
    topology,
    administratorPassword: world.administratorPassword,
    vantage: httpsVantage(topology.authority),
    host: (name, secrets) =>
      practiceHost({
        call: world.call,
        host: name,
        ...(name === PRACTICE_DATABASE
          ? { sql: { query: async (...question) => link.query(administratorOf(secrets), ...question) } }
          : {}),
      }),
    findAudit: (farm, profile, secrets) => auditFinder(farm, profile, secrets, link),
    setNodes: async (nodes, signal) => {
      await world.call('setNodes', { nodes }, { signal });
      topology.nodes = nodes;
    },
    plant: async (faults, signal) => {
      await world.call('plant', { faults }, { signal });
    },
    tearDown: async () => {
      link.close();
      await world.tearDown();
    },
    close: () => {
      link.close();
      world.close();
    },
    journal: () => fileSink(join(topology.folder, 'journal.jsonl')),
  };
}

const AuditRow = z.tuple([z.string(), z.string(), z.string(), z.string(), z.string().nullable(), z.string()]);

/** Finds audit records with the service account's own sign-in, as the application writes them. */
function auditFinder(farm: Farm, profile: Profile, secrets: SecretStore, link: DatabaseLink) {
  return async (token: string, signal: AbortSignal): Promise<AuditRecord[]> => {
    const who = accountOf(farm.serviceAccount, SERVICE_ACCOUNT_PASSWORD, secrets);
    const { rows } = await link.query(who, farm.database.name, profile.audit.text, { token }, signal);
    return rows.map((row) => {
      const [node, path, peer, forwarded, resolved, at] = AuditRow.parse(row);
      return { node, path, peer, forwarded: z.array(z.string()).parse(JSON.parse(forwarded)), resolved, at };
    });
  };
}

/** @throws FarmError `secret.missing` */
function accountOf(account: string, secretName: string, secrets: SecretStore): Account {
  const password = secrets.get(secretName);
  if (password !== undefined) return { account, password };
  throw new FarmError({
    code: 'secret.missing',
    field: secretName,
    message: `The password of ${account} is not known.`,
    remedy: 'Give it again: secrets are kept in memory only.',
  });
}
