import { readFile, writeFile } from 'node:fs/promises';
import { FarmError } from '../model/errors.ts';

/**
 * Returns the content of a file that an option names.
 * @param kind for the remedy: `a JSON file`
 * @throws FarmError `file.unreadable`, also if `parse` throws
 */
export async function readTextFile<T = string>(
  path: string,
  { field, kind, parse }: { field: string; kind: string; parse: (text: string) => T },
): Promise<T> {
  try {
    return parse(decodedText(await readFile(path)));
  } catch (error) {
    throw new FarmError({
      code: 'file.unreadable',
      field,
      message: `${path} cannot be read: ${reasonOf(error)}.`,
      remedy: `Use the path of ${kind}.`,
      at: path,
    });
  }
}

/** Returns text as programs write it: UTF-8, or UTF-16 with its mark, which PowerShell 5.1 makes of every redirected output. */
export function decodedText(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** Writes the file that the option `--out` names. @throws FarmError `file.unwritable` */
export async function writeOut(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new FarmError({
      code: 'file.unwritable',
      field: 'out',
      message: `${path} cannot be written: ${reasonOf(error)}.`,
      remedy: 'Use a path in a folder that exists and that you can write to.',
      at: path,
    });
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'this account has no right to it',
  EPERM: 'this account has no right to it',
  EROFS: 'it is on a disk that cannot be written',
  ENOSPC: 'the disk is full',
};

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
