import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FarmError } from '../model/errors.ts';
import { openFarmFile } from './open-farm-file.ts';

const MOST_NAME = 60;

/** A path for a new farm file in a folder, after the farm's name; the folder is made. @throws FarmError */
export function newFarmPath(folder: string, name: string): string {
  makeFolder(folder);
  const stem = fileStem(name);
  const path = join(folder, `${stem}.farm`);
  return existsSync(path) ? join(folder, `${stem}-${randomBytes(3).toString('hex')}.farm`) : path;
}

/**
 * Writes the bytes of a farm file that came from elsewhere as a file of its own. What is no sound farm file is not kept.
 * @returns its path
 * @throws FarmError `farm-file.unwritable`, and what opening it throws
 */
export async function takeInFarm(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = newFarmPath(folder, name.replace(/\.farm$/i, ''));
  try {
    writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw unwritable(path, error);
  }
  try {
    (await openFarmFile(path, { write: false })).close();
    return path;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** Letters and digits of any script; what a file system or a shell may mind becomes a hyphen. */
function fileStem(name: string): string {
  const stem = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, MOST_NAME);
  return stem === '' ? 'farm' : stem;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function unwritable(path: string, error: unknown): FarmError {
  return new FarmError({
    code: 'farm-file.unwritable',
    field: 'file',
    message: `${path} cannot be written: ${(error as Error).message}`,
    remedy: 'Make room there, or give yourself the right to write.',
    at: path,
  });
}
