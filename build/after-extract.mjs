import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that must be included, and their names in a package. */
const LICENCES = { LICENSE: 'LICENSE.electron.txt', 'LICENSES.chromium.html': 'LICENSES.chromium.html' };

/**
 * Called by electron-builder once Electron's distribution lies where the package is made. It finishes what
 * electron-builder does only for distributions that it has fetched itself: what Electron shows when it is given no
 * application goes, and the licences that lie beside the macOS application come along.
 */
export default async function afterExtract({ appOutDir, electronPlatformName, packager }) {
  const isMac = electronPlatformName === 'darwin';
  const resources = join(
    appOutDir,
    isMac ? `${packager.info.framework.distMacOsAppName}/Contents/Resources` : 'resources',
  );
  rmSync(join(resources, 'default_app.asar'), { force: true });
  rmSync(join(appOutDir, 'version'), { force: true });
  const { electronDist } = packager.config;
  if (!isMac || typeof electronDist !== 'string') return;
  for (const [from, to] of Object.entries(LICENCES))
    if (existsSync(join(electronDist, from))) cpSync(join(electronDist, from), join(resources, to));
}
