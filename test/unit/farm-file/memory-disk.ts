import { dirname } from 'node:path';
import type { FileSystem } from '../../../core/farm-file/file-system.ts';
import { pidOfTheDead } from './dead-owner.ts';

interface Content {
  bytes: Buffer;
  /** What `fsync` has put on the platter. */
  synced: Buffer;
}

/**
 * What a power cut leaves of a disk. *Nothing unsynced*: names and contents as they were synced last. *Names first*: names
 * as they are, contents as they were synced last, as file systems do that write their directory early. *Removals first*: of
 * the names only what was removed is as it is.
 */
export type PowerCut = 'nothing unsynced' | 'names first' | 'removals first';

/** A disk that tells what was synced from what was only written. */
export interface MemoryDisk extends FileSystem {
  readonly changes: number;
  /** Every operation fails from so many changes on, until the power is cut. */
  failAfter(changes: number): void;
  cutPower(how: PowerCut): void;
  names(): string[];
  /** Puts a file there, synced. */
  put(path: string, bytes: Buffer): void;
}

export function memoryDisk(): MemoryDisk {
  let names = new Map<string, Content>();
  let syncedNames = new Map<string, Content>();
  const open = new Map<number, Content>();
  let nextFile = 3;
  let changes = 0;
  let end = Number.POSITIVE_INFINITY;

  const change = () => {
    if (changes >= end) throw failure('EIO');
    changes++;
  };
  const named = (path: string): Content => names.get(path) ?? fail('ENOENT');
  const opened = (file: number): Content => open.get(file) ?? fail('EBADF');

  return {
    platform: 'linux',
    get changes() {
      return changes;
    },
    failAfter: (more) => {
      end = changes + more;
    },
    cutPower: (how) => {
      const current = names;
      if (how !== 'names first') names = new Map(syncedNames);
      if (how === 'removals first') for (const path of syncedNames.keys()) if (!current.has(path)) names.delete(path);
      for (const content of names.values()) content.bytes = content.synced;
      for (const [path, content] of names) if (path.includes('.lock')) content.bytes = abandoned(content.bytes);
      open.clear();
      end = Number.POSITIVE_INFINITY;
    },
    names: () => [...names.keys()].sort(),
    put: (path, bytes) => {
      names.set(path, { bytes, synced: bytes });
    },
    open: (path, flags) => {
      if (flags === 'wx') {
        change();
        if (names.has(path)) throw failure('EEXIST');
        names.set(path, { bytes: Buffer.alloc(0), synced: Buffer.alloc(0) });
      }
      open.set(nextFile, named(path));
      return nextFile++;
    },
    write: (file, bytes, position) => {
      change();
      const content = opened(file);
      const next = Buffer.alloc(Math.max(content.bytes.length, position + bytes.length));
      content.bytes.copy(next);
      next.set(bytes, position);
      content.bytes = next;
      return bytes.length;
    },
    truncate: (file, length) => {
      change();
      const content = opened(file);
      content.bytes = Buffer.from(content.bytes.subarray(0, length));
    },
    fsync: (file) => {
      change();
      const content = opened(file);
      content.synced = content.bytes;
    },
    close: (file) => {
      open.delete(file);
    },
    read: (path) => named(path).bytes,
    exists: (path) => names.has(path),
    list: (folder) =>
      [...names.keys()].flatMap((path) => (dirname(path) === folder ? [path.slice(folder.length + 1)] : [])),
    realPath: (path) => path,
    rename: (from, to) => {
      change();
      const content = named(from);
      if (names.get(to) === content) return;
      names.set(to, content);
      names.delete(from);
    },
    link: (from, to) => {
      change();
      if (names.has(to)) throw failure('EEXIST');
      names.set(to, named(from));
    },
    copy: (from, to) => {
      change();
      names.set(to, { bytes: named(from).bytes, synced: Buffer.alloc(0) });
    },
    unlink: (path) => {
      change();
      if (!names.delete(path)) throw failure('ENOENT');
    },
    syncFolder: () => {
      change();
      syncedNames = new Map(names);
    },
    pause: () => {},
  };
}

/** The lock of a process that went with the power. */
function abandoned(lock: Buffer): Buffer {
  if (lock.length === 0) return lock;
  return Buffer.from(`${JSON.stringify({ ...JSON.parse(lock.toString()), pid: pidOfTheDead() })}\n`);
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function fail(code: string): never {
  throw failure(code);
}
