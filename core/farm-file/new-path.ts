import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FarmError } from '../model/errors.ts';

const MOST_NAME = 60;
/**
 * Names that Windows keeps for devices, whatever ending follows them.
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
const DEVICE = /^(con|prn|aux|nul|(com|lpt)[0-9¹²³])$/;

/** A path for a new farm file in a folder, after the farm's name; the folder is made. @throws FarmError */
export function newFarmPath(folder: string, name: string): string {
  makeFolder(folder);
  const stem = fileStem(name);
  const path = join(folder, `${stem}.farm`);
  return existsSync(path) ? join(folder, `${stem}-${randomBytes(3).toString('hex')}.farm`) : path;
}

/** Letters and digits of any script; what a file system or a shell may mind becomes a hyphen. */
function fileStem(name: string): string {
  const stem = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, MOST_NAME)
    // Half of a character, left by the cut.
    .replace(/\p{Cs}/gu, '')
    .replace(/^-|-$/g, '');
  if (stem === '') return 'farm';
  return DEVICE.test(stem) ? `farm-${stem}` : stem;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new FarmError({
      code: 'farm-file.unwritable',
      field: 'file',
      message: `${folder} cannot be created: ${(error as Error).message}.`,
      remedy: 'Free some space there, or allow this account to write there.',
      at: folder,
    });
  }
}
