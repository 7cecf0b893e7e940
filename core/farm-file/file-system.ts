import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

const RENAME_TRIES = 40;
const RENAME_PAUSE_MS = 50;

/**
 * Every disk operation of the farm file. All are synchronous, so that code after a call can rely on its effect.
 * Each function throws Node's own error, with its `code`.
 */
export interface FileSystem {
  /** Decides what a folder can do: on `win32` it cannot be synced, and a file that is open elsewhere not replaced. */
  readonly platform: NodeJS.Platform;
  /** `wx`: a new file only; `r+`: one that is there. The mode counts for new files. */
  open(path: string, flags: 'wx' | 'r+', mode: number): number;
  /** Writes at a position of the file; gives how many bytes went in. */
  write(file: number, bytes: Uint8Array, position: number): number;
  truncate(file: number, length: number): void;
  fsync(file: number): void;
  close(file: number): void;
  read(path: string): Buffer;
  exists(path: string): boolean;
  /** Names in a folder. */
  list(folder: string): string[];
  realPath(path: string): string;
  /** Replaces the file at the second path atomically. */
  rename(from: string, to: string): void;
  /** A second name for the same file; refused with EEXIST if the name is taken. */
  link(from: string, to: string): void;
  /** Copies to a path that does not exist yet. */
  copy(from: string, to: string): void;
  unlink(path: string): void;
  /** Makes what was created, renamed or removed in a folder outlast a power cut. */
  syncFolder(folder: string): void;
  /** Waits before something is tried again. */
  pause(ms: number): void;
}

/** The disk of this computer. */
export const nodeFileSystem: FileSystem = {
  platform: process.platform,
  open: (path, flags, mode) => openSync(path, flags, mode),
  write: (file, bytes, position) => writeSync(file, bytes, 0, bytes.length, position),
  truncate: ftruncateSync,
  fsync: fsyncSync,
  close: closeSync,
  read: (path) => readFileSync(path),
  exists: existsSync,
  list: (folder) => readdirSync(folder),
  // The native one also brings names to one spelling where upper and lower case are the same.
  realPath: (path) => realpathSync.native(path),
  rename: renameSync,
  link: linkSync,
  copy: (from, to) => copyFileSync(from, to, constants.COPYFILE_EXCL),
  unlink: unlinkSync,
  syncFolder: (folder) => {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  },
  pause: (ms) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  },
};

/** Writes all of it: a disk that is nearly full may take a part at a time. */
export function writeAll(fileSystem: FileSystem, file: number, bytes: Uint8Array, position: number): void {
  let done = 0;
  while (done < bytes.length) done += fileSystem.write(file, bytes.subarray(done), position + done);
}

/**
 * Replaces a file. Windows refuses that while some program, often one that looks for viruses, has the old one open: it
 * is tried again for about two seconds.
 */
export function renameOver(fileSystem: FileSystem, from: string, to: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      fileSystem.rename(from, to);
      return;
    } catch (error) {
      if (!isHeldOpen(error, fileSystem) || attempt >= RENAME_TRIES) throw error;
      fileSystem.pause(RENAME_PAUSE_MS);
    }
  }
}

/** Windows' answers for a file that some program has open. */
export function isHeldOpen(error: unknown, fileSystem: FileSystem): boolean {
  return fileSystem.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errno(error));
}

/** Makes changes of names in a file's folder outlast a power cut; on Windows a folder cannot be asked for that. */
export function syncFolderOf(fileSystem: FileSystem, path: string): void {
  if (fileSystem.platform !== 'win32') fileSystem.syncFolder(dirname(path));
}

/** Paths beside a path that start with it. None if the folder cannot be read. */
export function startingWith(fileSystem: FileSystem, start: string): string[] {
  const folder = dirname(start);
  try {
    return fileSystem.list(folder).flatMap((name) => (name.startsWith(basename(start)) ? [join(folder, name)] : []));
  } catch {
    return [];
  }
}

/** Removes a file if it can; what cannot be removed now is removed at a later opening. */
export function discard(fileSystem: FileSystem, path: string): void {
  try {
    fileSystem.unlink(path);
  } catch {
    // It is gone already, or a later opening finds it.
  }
}

/** `ENOENT` and its like, from an error of Node's file functions. */
export function errno(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
