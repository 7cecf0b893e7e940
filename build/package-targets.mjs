import { existsSync } from 'node:fs';
import { PROGRAMS } from './packages.mjs';

const SYSTEM_NAMES = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' };
const FETCHED = 'electron-builder fetches a runtime for it, which no Debian package has';

/**
 * Every target of electron-builder.yml: the system it is made on and what it needs there beyond Electron's distribution.
 * `cannot` says why it is not made by `npm run package` at all.
 */
const TARGETS = [
  { system: 'linux', target: 'tar.gz', needs: [PROGRAMS.sevenZip] },
  { system: 'linux', target: 'deb', needs: [PROGRAMS.dpkg] },
  { system: 'linux', target: 'AppImage', needs: [], cannot: FETCHED },
  { system: 'win32', target: 'nsis', needs: [] },
  { system: 'darwin', target: 'dmg', needs: [] },
  { system: 'darwin', target: 'zip', needs: [] },
];

/**
 * What this machine can make, and why not the rest.
 * @param {{ platform: string, hasElectron: boolean, has?: (tool: { program: string }) => boolean }} machine
 * @returns {{ system: string, target: string, why: string | null }[]} `why` is null for what can be made
 */
export function packagingPlan({ platform, hasElectron, has = ({ program }) => existsSync(program) }) {
  return TARGETS.map(({ system, target, needs, cannot }) => {
    const missing = needs.filter((tool) => !has(tool)).map(({ name }) => name);
    const reasons = [
      system !== platform && `it is made on ${SYSTEM_NAMES[system]}`,
      cannot,
      missing.length > 0 && `${missing.join(' and ')} is not installed`,
      !hasElectron && "Electron's binary is not here",
    ];
    return { system: SYSTEM_NAMES[system], target, why: reasons.find(Boolean) || null };
  });
}
