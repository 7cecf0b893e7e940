import { randomBytes } from 'node:crypto';
import { FarmError } from '../model/errors.ts';
import { lastGoodPath, writeFault } from './faults.ts';
import {
  discard,
  errno,
  type FileSystem,
  isHeldOpen,
  renameOver,
  startingWith,
  syncFolderOf,
  writeAll,
} from './file-system.ts';

/** Start of the names that saving uses beside a farm file. */
const temporary = (path: string) => `${path}.saving-`;

/**
 * Puts bytes in a file's place: readers and crashes see the old file or the new one, whole. What stood there becomes
 * the last good copy. The folder is not synced yet, so that a caller knows from an error here that nothing changed.
 * @throws FarmError `farm-file.disk-full`, `farm-file.not-writable`, `farm-file.replace-refused`,
 *   `farm-file.not-written`; the old file stands as it was
 */
export function replaceFile(path: string, bytes: Uint8Array, fileSystem: FileSystem): void {
  const next = `${temporary(path)}${randomBytes(6).toString('hex')}`;
  try {
    writeNew(next, bytes, fileSystem);
    if (fileSystem.exists(path)) keepLastGood(path, fileSystem);
    replace(next, path, fileSystem);
  } catch (error) {
    discard(fileSystem, next);
    throw writeFault(error, 'The farm', path);
  }
}

/** A new file that only its owner can read, on disk when this returns. */
export function writeNew(path: string, bytes: Uint8Array, fileSystem: FileSystem): void {
  const file = fileSystem.open(path, 'wx', 0o600);
  try {
    writeAll(fileSystem, file, bytes, 0);
    fileSystem.fsync(file);
  } finally {
    fileSystem.close(file);
  }
}

/** Removes what a save left that did not come to its end. Only for who holds the lock. */
export function removeTemporary(path: string, fileSystem: FileSystem): void {
  for (const left of startingWith(fileSystem, temporary(path))) discard(fileSystem, left);
}

/** Links a file to a second name, or copies it if the disk has no links. */
export function duplicate(from: string, to: string, fileSystem: FileSystem): void {
  try {
    fileSystem.link(from, to);
  } catch (error) {
    if (errno(error) === 'EEXIST' || errno(error) === 'ENOENT') throw error;
    fileSystem.copy(from, to);
    const copy = fileSystem.open(to, 'r+', 0o600);
    try {
      fileSystem.fsync(copy);
    } finally {
      fileSystem.close(copy);
    }
  }
}

function keepLastGood(path: string, fileSystem: FileSystem): void {
  const copy = `${temporary(path)}${randomBytes(6).toString('hex')}`;
  try {
    duplicate(path, copy, fileSystem);
    replace(copy, lastGoodPath(path), fileSystem);
  } finally {
    // Renaming one name of a file to another name of the same file does nothing, says POSIX: the first stays.
    discard(fileSystem, copy);
  }
}

function replace(next: string, path: string, fileSystem: FileSystem): void {
  try {
    renameOver(fileSystem, next, path);
  } catch (error) {
    if (!isHeldOpen(error, fileSystem)) throw error;
    throw new FarmError({
      code: 'farm-file.replace-refused',
      field: 'file',
      message: `${path} could not be replaced (${errno(error)}): another program has it open.`,
      remedy: 'Close the program that reads it (a backup, a virus scanner, a preview), then save again.',
      at: path,
    });
  }
}

/** Makes a replaced file outlast a power cut. @throws FarmError `farm-file.not-written` and its like */
export function settle(path: string, fileSystem: FileSystem): void {
  try {
    syncFolderOf(fileSystem, path);
  } catch (error) {
    throw writeFault(error, 'The farm', path);
  }
}
