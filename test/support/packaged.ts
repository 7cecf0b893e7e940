import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractAll } from '@electron/asar';
import { distributionStandIn } from './distribution-stand-in.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCRIPT = join(ROOT, 'build/package.mjs');

/** What `npm run package` made with a stand-in for Electron, in temporary folders outside the checkout. */
export interface Packaged {
  /** Where the packages are. */
  folder: string;
  /** The application as it is installed: the one folder of the .tar.gz, unpacked with the modes it holds. */
  installed: string;
  archive: string;
  /** The application's own files, taken out of their archive: plain Node does not look into one. */
  application: string;
  said: string;
  remove(): void;
}

/**
 * Runs `npm run package` as an administrator would who has an unpacked Electron, and whose files nobody else may read:
 * packages are for everybody all the same.
 */
export async function packaged(): Promise<Packaged> {
  const electron = await distributionStandIn();
  execFileSync('chmod', ['-R', 'go-rwx', electron]);
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-packages-'));
  const application = mkdtempSync(join(tmpdir(), 'farmwright-application-'));
  const unpacked = mkdtempSync(join(tmpdir(), 'farmwright-installed-'));
  const remove = () => {
    for (const each of [electron, folder, application, unpacked]) rmSync(each, { recursive: true, force: true });
  };
  const { code, said } = await runPackaging(['--electron', electron, '--out', folder]);
  if (code !== 0) {
    remove();
    throw new Error(`packaging ended with ${code}: ${said}`);
  }
  execFileSync('tar', ['-xpzf', join(folder, onlyOne(folder, /\.tar\.gz$/)), '-C', unpacked]);
  const installed = join(unpacked, onlyOne(unpacked, /./));
  const archive = join(installed, 'resources/app.asar');
  extractAll(archive, application);
  return { folder, installed, archive, application, said, remove };
}

function onlyOne(folder: string, name: RegExp): string {
  const [found, ...others] = readdirSync(folder).filter((each) => name.test(each));
  if (found === undefined || others.length > 0) throw new Error(`${folder} does not hold one ${name}`);
  return found;
}

/** The script itself, in a shell with a strict umask: its exit code, and all it said. */
async function runPackaging(args: string[]) {
  const command = ['-c', 'umask 077 && exec "$@"', 'sh', process.execPath, SCRIPT, ...args];
  const child = spawn('sh', command, { stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  child.stdin.end();
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

/** Every file below a folder, by its path from there with slashes. Links are listed, not followed. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
