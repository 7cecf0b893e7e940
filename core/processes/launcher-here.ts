import { forkLauncher } from './fork-launcher.ts';
import type { Launch } from './launch.ts';
import { mainLauncher } from './main-launcher.ts';
import { parentPort } from './main-ports.ts';

let overMain: Launch | null = null;

/**
 * How entries are started from this process: through Electron's main process if there is one, else by forking.
 * @param entries folder of the bundled entries; the main process has its own
 */
export function launcherHere(entries: string): Launch {
  const main = parentPort();
  if (main === null) return forkLauncher(entries);
  overMain ??= mainLauncher(main);
  return overMain;
}
