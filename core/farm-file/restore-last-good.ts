import { FarmError } from '../model/errors.ts';
import { lastGoodPath, writeFault } from './faults.ts';
import { discard, type FileSystem, nodeFileSystem, renameOver } from './file-system.ts';
import { loadSqlite } from './load-sqlite.ts';
import { takeLock } from './lock.ts';
import { readImage } from './read-image.ts';
import { duplicate, removeTemporary, settle, writeNew } from './save-atomically.ts';
import { asideName } from './set-aside.ts';

/**
 * Puts the last good copy in the place of a damaged or missing farm file. The copy stays, and the damaged file is kept
 * beside it under another name.
 * @returns the name of the damaged file, or null if there was none
 * @throws FarmError `farm-file.not-damaged`, `farm-file.no-last-good`, `farm-file.damaged` if the copy is damaged too,
 *   `farm-file.in-use`, or why it cannot be written
 */
export async function restoreLastGood(path: string, fileSystem: FileSystem = nodeFileSystem): Promise<string | null> {
  const sqlite = await loadSqlite();
  const place = fileSystem.exists(path) ? fileSystem.realPath(path) : path;
  const copy = lastGoodPath(place);
  if (!fileSystem.exists(copy))
    throw new FarmError({
      code: 'farm-file.no-last-good',
      field: 'file',
      message: `The last good copy ${copy} does not exist.`,
      remedy: 'Replace the farm file with a copy from your backup.',
      at: copy,
    });
  const lock = takeLock(place, fileSystem);
  try {
    const there = fileSystem.exists(place);
    if (there && isSound()) throw notDamaged(place);
    readImage(sqlite, copy, fileSystem).image.close();
    removeTemporary(place, fileSystem);
    return there ? replaceDamaged() : replaceMissing();
  } catch (error) {
    throw writeFault(error, 'The farm', place);
  } finally {
    lock.release();
  }

  function isSound(): boolean {
    try {
      readImage(sqlite, place, fileSystem).image.close();
      return true;
    } catch (error) {
      // A file of a newer Farmwright is sound, though this one does not understand it.
      return error instanceof FarmError && error.code === 'farm-file.newer';
    }
  }

  /** The damaged file has both names for a moment, and the place is never empty. */
  function replaceDamaged(): string {
    const aside = asideName(place);
    duplicate(place, aside, fileSystem);
    replaceMissing();
    return aside;
  }

  function replaceMissing(): null {
    const next = `${place}.saving-restored`;
    try {
      writeNew(next, fileSystem.read(copy), fileSystem);
      renameOver(fileSystem, next, place);
    } catch (error) {
      discard(fileSystem, next);
      throw error;
    }
    settle(place, fileSystem);
    return null;
  }
}

function notDamaged(path: string): FarmError {
  return new FarmError({
    code: 'farm-file.not-damaged',
    field: 'file',
    message: `${path} is not damaged.`,
    remedy: `To use its last good copy anyway, close the farm and replace the file with ${lastGoodPath(path)}.`,
    at: path,
  });
}
