import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagesInBundles, ROOT } from './bundle.mjs';
import { thirdPartyNotices } from './third-party-notices.mjs';

/**
 * Called by electron-builder once the application is laid out, and before it is signed and packed: our licence and those
 * of the bundled packages come beside Electron's.
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const isMac = electronPlatformName === 'darwin';
  const folder = isMac ? packager.getResourcesDir(appOutDir) : appOutDir;
  copyFileSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE.txt'));
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(ROOT, packagesInBundles()));
}
