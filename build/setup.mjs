import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from './one-at-a-time.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/**
 * Installs the npm packages of the lock file unless they are there. It never installs a system package.
 * Ends the process with npm's exit code if that fails.
 */
export async function setUp() {
  if (isInstalled()) return;
  // Another process may have installed them meanwhile.
  const code = await oneAtATime(join(ROOT, 'out/.npm-ci'), async () => (isInstalled() ? 0 : install()));
  if (code !== 0) process.exit(code);
}

/** npm's exit code; what went wrong is said. */
function install() {
  process.stderr.write('Installing npm packages (npm ci) …\n');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status === 0) return 0;
  const why =
    npm.error?.code === 'ENOENT'
      ? 'npm is not in the PATH: install Node.js with npm.'
      : 'npm ci failed, see above. It needs a package registry or a filled npm cache.';
  process.stderr.write(`${why}\n`);
  return npm.status ?? 1;
}

/**
 * True if npm's own list of what it installed says what the lock file says. npm writes that list last, so a broken
 * installation has none. A plain `npm ci` counts as well as ours.
 */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  if (installed === null) return false;
  const isRight = ([path, { version, integrity, optional }]) => {
    const found = installed[path];
    // Optional: binaries of other systems.
    return found === undefined ? optional === true : found.version === version && found.integrity === integrity;
  };
  return (
    Object.entries(wanted)
      .filter(([path]) => path !== '')
      .every(isRight) && Object.keys(installed).every((path) => path in wanted)
  );
}

function packagesOf(lock) {
  try {
    return JSON.parse(readFileSync(join(ROOT, lock), 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await setUp();
