import { type FileSystem, nodeFileSystem } from '../../../core/farm-file/file-system.ts';

type Operation = Exclude<keyof FileSystem, 'platform'>;

/** What changes the disk; looking at it does not count. */
const CHANGES: Operation[] = [
  'open',
  'write',
  'truncate',
  'fsync',
  'close',
  'rename',
  'link',
  'copy',
  'unlink',
  'syncFolder',
];

/** The real disk until the process dies: after so many changes nothing reaches the disk any more. */
export interface DyingDisk extends FileSystem {
  /** Changes so far. */
  readonly count: number;
  /** From now on, dies after so many more changes. A write that comes next still puts half of its bytes down. */
  dieAfter(changes: number): void;
  readonly dead: boolean;
}

export function dyingDisk(): DyingDisk {
  let count = 0;
  let last = Number.POSITIVE_INFINITY;
  const isDead = () => count >= last;
  const disk: Record<string, unknown> = { platform: nodeFileSystem.platform };
  for (const name of Object.keys(nodeFileSystem) as Operation[]) {
    const real = nodeFileSystem[name] as ((...input: unknown[]) => unknown) | string;
    if (typeof real !== 'function') continue;
    disk[name] = (...input: unknown[]) => {
      if (isDead()) {
        if (name === 'write' && count === last) writeHalf(input as Parameters<FileSystem['write']>);
        count += CHANGES.includes(name) ? 1 : 0;
        throw Object.assign(new Error(`${name}: the process is dead`), { code: 'EIO' });
      }
      if (CHANGES.includes(name)) count++;
      return real(...input);
    };
  }
  Object.defineProperty(disk, 'count', { get: () => count });
  Object.defineProperty(disk, 'dead', { get: isDead });
  disk.dieAfter = (changes: number) => {
    last = count + changes;
  };
  return disk as unknown as DyingDisk;
}

function writeHalf([file, bytes, position]: Parameters<FileSystem['write']>): void {
  nodeFileSystem.write(file, bytes.subarray(0, Math.floor(bytes.length / 2)), position);
}

/** The real disk, on which an operation fails with a code while `failing` is true. */
export function refusingDisk(refuse: { operations: Operation[]; code: string }, more: Partial<FileSystem> = {}) {
  const state = { failing: false, refused: 0 };
  const disk: FileSystem = { ...nodeFileSystem, ...more };
  const real = { ...disk } as unknown as Record<string, (...input: unknown[]) => unknown>;
  for (const name of refuse.operations)
    Object.assign(disk, {
      [name]: (...input: unknown[]) => {
        if (state.failing) {
          state.refused++;
          throw Object.assign(new Error(`${refuse.code}: ${name}`), { code: refuse.code });
        }
        return real[name]?.(...input);
      },
    });
  return { disk, state };
}
