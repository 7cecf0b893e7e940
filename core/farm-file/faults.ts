import { basename } from 'node:path';
import { FarmError } from '../model/errors.ts';
import { errno, type FileSystem } from './file-system.ts';

/** Where the last good copy of a farm file lies. */
export const lastGoodPath = (path: string) => `${path}.last-good`;

/** Where the journal's lines lie that a farm file does not hold yet. */
export const journalPath = (path: string) => `${path}.journal`;

/**
 * What a failed write means to a person. A `FarmError` stays what it is, and what no disk said is a bug and thrown.
 * @param what what was to be written, as a sentence's beginning: `The farm`
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
      'Free space there, then save again: nothing that was entered is lost.',
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return say(
      'not-writable',
      `this account may not write there (${code}).`,
      'Allow this account to write to the file and its folder, or copy the farm file to a folder of your own and open that.',
    );
  return say(
    'not-written',
    error instanceof Error ? error.message : String(error),
    'Check that the disk is connected and sound, then save again: nothing that was entered is lost.',
  );
}

/** A farm file that cannot be trusted any more. @param place what is wrong and where inside the file */
export function damaged(path: string, place: string, fileSystem: FileSystem): FarmError {
  const copy = lastGoodPath(path);
  return new FarmError({
    code: 'farm-file.damaged',
    field: 'file',
    message: `${path} is damaged: ${place}`,
    remedy: fileSystem.exists(copy)
      ? `Run “farmwright restore ${path}”: it puts the last good copy, ${copy}, in its place and keeps the damaged file beside it.`
      : `There is no last good copy (${basename(copy)}) beside it: put a copy of your own from a backup in its place.`,
    at: path,
  });
}

/** A file that never was a farm file. */
export function foreign(path: string, why: string): FarmError {
  return new FarmError({
    code: 'farm-file.foreign',
    field: 'file',
    message: `${path} is not a farm file: ${why}`,
    remedy: 'Choose a file that Farmwright made; its name usually ends in .farm.',
    at: path,
  });
}

/** There is no such file, or it cannot be read. */
export function unreadable(error: unknown, path: string, fileSystem: FileSystem): FarmError {
  const copy = lastGoodPath(path);
  if (errno(error) === '') throw error;
  if (errno(error) === 'ENOENT')
    return new FarmError({
      code: 'farm-file.missing',
      field: 'file',
      message: `There is no ${path}.`,
      remedy: fileSystem.exists(copy)
        ? `Its last good copy is there: run “farmwright restore ${path}”. Or check the name.`
        : 'Check the name, or make a new farm.',
      at: path,
    });
  return new FarmError({
    code: 'farm-file.unreadable',
    field: 'file',
    message: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Allow this account to read the file, and see that its disk is connected and sound.',
    at: path,
  });
}
