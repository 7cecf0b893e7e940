import { basename } from 'node:path';
import { FarmError } from '../model/errors.ts';
import { errno, type FileSystem } from './file-system.ts';

/** Path of the last good copy of a farm file. */
export const lastGoodPath = (path: string) => `${path}.last-good`;

/** Path of the log with the events that are not in the farm file yet. */
export const journalPath = (path: string) => `${path}.journal`;

/**
 * Returns the error to show for a failed write. A `FarmError` is returned unchanged; an error without a code is a bug
 * and thrown.
 * @param what what was written, as the start of a sentence: `The farm`
 * @param path the file at fault
 */
export function writeFault(error: unknown, what: string, path: string): FarmError {
  if (error instanceof FarmError) return error;
  const code = errno(error);
  if (code === '') throw error;
  const say = (kind: string, why: string, remedy: string) =>
    new FarmError({
      code: `farm-file.${kind}`,
      field: 'file',
      message: `${what} could not be written to ${path}: ${why}`,
      remedy,
      at: path,
    });
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return say(
      'disk-full',
      'there is no space left.',
      'Free some space there, then save again. Your entries are kept.',
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return say(
      'not-writable',
      `this account has no permission to write there (${code}).`,
      'Allow this account to write to the file and its folder, or open a copy in a folder of your own.',
    );
  return say(
    'not-written',
    error instanceof Error ? error.message : String(error),
    'Check that the disk is connected and has no errors, then save again. Your entries are kept.',
  );
}

/** The error for a damaged farm file. @param place what is wrong and where inside the file */
export function damaged(path: string, place: string, fileSystem: FileSystem): FarmError {
  const copy = lastGoodPath(path);
  return new FarmError({
    code: 'farm-file.damaged',
    field: 'file',
    message: `${path} is damaged: ${place}`,
    remedy: fileSystem.exists(copy)
      ? `Run “farmwright restore ${path}”. It replaces the file with its last good copy (${copy}) and keeps the damaged file.`
      : `Replace it with a copy from your backup. There is no last good copy (${basename(copy)}).`,
    at: path,
  });
}

/** The error for a file that is not a farm file. */
export function foreign(path: string, why: string): FarmError {
  return new FarmError({
    code: 'farm-file.foreign',
    field: 'file',
    message: `${path} is not a farm file: ${why}`,
    remedy: 'Choose a file that Farmwright created. Its name usually ends in .farm.',
    at: path,
  });
}

/** The error for a file that does not exist or cannot be read. */
export function unreadable(error: unknown, path: string, fileSystem: FileSystem): FarmError {
  const copy = lastGoodPath(path);
  if (errno(error) === '') throw error;
  if (errno(error) === 'ENOENT')
    return new FarmError({
      code: 'farm-file.missing',
      field: 'file',
      message: `The file ${path} does not exist.`,
      remedy: fileSystem.exists(copy)
        ? `Check the name, or run “farmwright restore ${path}” to use its last good copy.`
        : 'Check the name, or create a new farm.',
      at: path,
    });
  return new FarmError({
    code: 'farm-file.unreadable',
    field: 'file',
    message: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Allow this account to read the file, and check that its disk is connected and has no errors.',
    at: path,
  });
}
