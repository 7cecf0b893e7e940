import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where `npx install-electron` puts the distribution. */
const INSTALLED = fileURLToPath(new URL('../node_modules/electron/dist', import.meta.url));

const EXECUTABLE = {
  linux: 'electron',
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/** How programs begin: ELF, PE, Mach-O of one and of several processors. A script is none of them. */
const PROGRAM_BEGINNINGS = ['7f454c46', '4d5a', 'cffaedfe', 'cafebabe'];

/**
 * The unpacked Electron distribution of this system: the folder that is given, else that of ELECTRON_OVERRIDE_DIST_PATH,
 * else the one `npx install-electron` has fetched.
 * @param {string | undefined} [given]
 * @returns {{ folder: string, executable: string, version: string, isReal: boolean } | null} null if there is none.
 *   `isReal` is false for a stand-in, whose executable is a script.
 */
export function electronDistribution(given) {
  const folder = resolve(given || process.env.ELECTRON_OVERRIDE_DIST_PATH || INSTALLED);
  const executable = join(folder, EXECUTABLE[process.platform] ?? EXECUTABLE.linux);
  const version = join(folder, 'version');
  if (!existsSync(executable) || !existsSync(version)) return null;
  return { folder, executable, version: readFileSync(version, 'utf8').trim(), isReal: isProgram(executable) };
}

function isProgram(path) {
  const start = Buffer.alloc(4);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, start.length, 0);
  } finally {
    closeSync(file);
  }
  return PROGRAM_BEGINNINGS.some((beginning) => start.toString('hex').startsWith(beginning));
}
