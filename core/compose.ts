import { readFile } from 'node:fs/promises';
import { homedir, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';
import packageJson from '../package.json' with { type: 'json' };
import { balancers } from './balancers/index.ts';
import { databases } from './databases/index.ts';
import { keepUnderOtherName } from './farm-file/keep-under-other-name.ts';
import { knownFarms } from './farm-file/known-farms.ts';
import { newFarmPath } from './farm-file/new-path.ts';
import { createFarmFile, openFarmFile, placeOfFarm } from './farm-file/open-farm-file.ts';
import { userName } from './farm-file/owner.ts';
import { RecentFarms } from './farm-file/recent-farms.ts';
import { restoreLastGood } from './farm-file/restore-last-good.ts';
import { takeInFarm } from './farm-file/take-in-farm.ts';
import { newTemporaryFarm } from './farm-file/temporary-farm.ts';
import { FarmError } from './model/errors.ts';
import { attachWorld, layOut, newFolder, startWorld } from './practice/client.ts';
import { FAULTS, plantableIn } from './practice/faults/index.ts';
import { plantedFarm, refuseFaults } from './practice/faults/refuse-faults.ts';
import { launcherHere } from './processes/launcher-here.ts';
import { profiles } from './profiles/index.ts';
import { parseProxyConfig } from './proxy/config.ts';
import { startProxy } from './proxy/proxy.ts';
import type { Parts } from './session/parts.ts';
import { ownSite } from './sites/own-site.ts';
import { practiceSite } from './sites/practice-site.ts';
import { practiceWorld } from './sites/practice-world.ts';
import { httpsVantage } from './vantage/https-vantage.ts';

const PROXY_GRACE_MS = 3000;

/** The folder of a user's farms, and the list of those that were open. */
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
 * @param worlds.folderParent where practice farms keep their files; the system's temporary folder unless given
 * @param worlds.leaseMs how long a practice farm stands when no Farmwright holds it; a minute unless given
 * @param home where new farms go; without it the current folder, and nothing is remembered
 */
export function compose(
  entries: string,
  worlds: { folderParent?: string; leaseMs?: number } = {},
  home?: UserHome,
): Parts {
  const farms = home?.farms ?? process.cwd();
  const folderParent = worlds.folderParent ?? tmpdir();
  const lease = worlds.leaseMs === undefined ? {} : { leaseMs: worlds.leaseMs };
  const recent = home === undefined ? null : new RecentFarms(home.recent);
  const practice = practiceSite({
    layOut,
    newFolder: () => newFolder(folderParent),
    start: async (layout, folder, signal) =>
      practiceWorld(await startWorld({ launch: launcherHere(entries), layout, folder, ...lease }, signal)),
    attach: async (folder) => practiceWorld(await attachWorld(folder)),
    plantable: plantableIn,
  });
  return {
    version: packageJson.version,
    operator: userName(),
    computer: hostname(),
    profiles,
    balancers,
    databases,
    faults: FAULTS,
    refuseFaults: (ids, farm) =>
      refuseFaults(
        FAULTS.filter(({ id }) => ids.includes(id)),
        plantedFarm(farm),
      ),
    // Certificates of one's own hosts are checked against the authorities that this computer trusts.
    sites: [practice, ownSite(httpsVantage, practice)],
    createFarmFile,
    openFarmFile,
    restoreFarmFile: restoreLastGood,
    newTemporaryFarm: () => newTemporaryFarm(folderParent),
    newFarmPath: (name) => newFarmPath(farms, name),
    placeOfFarm: (path) => placeOfFarm(path),
    takeInFarm: (name, bytes, asOwn) =>
      takeInFarm({ folder: farms, known: knownFarms(farms, recent) }, name, bytes, asOwn),
    keepUnderOtherName,
    recent,
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
      remedy: 'Use the path of a JSON file.',
      at: file,
    });
  }
}
