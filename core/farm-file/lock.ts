import { FarmError } from '../model/errors.ts';
import { writeFault } from './faults.ts';
import { discard, errno, type FileSystem, renameOver, startingWith, writeAll } from './file-system.ts';
import { ageOf, isDead, type Owner, parseOwner, thisOwner } from './owner.ts';

const TRIES = 20;
const PAUSE_MS = 10;

/** The right to write a farm file, held by one process at a time. */
export interface Lock {
  /** The dead owner it was taken over from. */
  tookOverFrom: Owner | null;
  /** @throws FarmError `farm-file.lock-lost` if someone removed or replaced it */
  assertHeld(): void;
  release(): void;
}

/**
 * Takes the lock of a farm file, from a dead owner too.
 *
 * A lock appears whole, in one moment: it is written under a name of its own and linked. A dead owner's lock is replaced
 * only by who holds a second lock that is named for that owner, and looks again once it has it. Owners are never used
 * twice, so two processes that find the same dead owner cannot both replace it, nor can one replace the other.
 * @throws FarmError `farm-file.in-use` that tells who has it, `farm-file.not-writable` and its like
 */
export function takeLock(path: string, fileSystem: FileSystem): Lock {
  const lockPath = `${path}.lock`;
  const owner = thisOwner();
  let tookOverFrom: Owner | null;
  try {
    tookOverFrom = take(path, lockPath, owner, fileSystem);
  } catch (error) {
    throw writeFault(error, 'The lock of the farm file', lockPath);
  }
  removeClaims(lockPath, fileSystem);
  const isHeld = () => readOwner(lockPath, fileSystem)?.id === owner.id;
  return {
    tookOverFrom,
    assertHeld: () => {
      if (isHeld()) return;
      throw new FarmError({
        code: 'farm-file.lock-lost',
        field: 'file',
        message: `${lockPath} was removed or replaced while this Farmwright had the farm open.`,
        remedy: 'Close the farm here, check who else has it open, then open it again.',
        at: path,
      });
    },
    release: () => {
      if (isHeld()) discard(fileSystem, lockPath);
    },
  };
}

/** Takes a lock, and gives the dead owner it was taken from, if there was one. */
function take(path: string, lockPath: string, owner: Owner, fileSystem: FileSystem): Owner | null {
  for (let attempt = 0; ; attempt++) {
    if (create(lockPath, owner, fileSystem)) return null;
    const other = readOwner(lockPath, fileSystem);
    if (other !== null && isDead(other)) {
      if (replaceDead(path, lockPath, other, owner, fileSystem)) return other;
      continue;
    }
    const gone = !fileSystem.exists(lockPath);
    // A lock without an owner may be on its way, where the disk knows no links.
    if (attempt >= TRIES || (other !== null && !gone)) throw inUse(path, lockPath, other);
    if (!gone) fileSystem.pause(PAUSE_MS);
  }
}

/** Replaces a dead owner's lock unless someone else did. @throws FarmError `farm-file.in-use` if someone else is at it */
function replaceDead(path: string, lockPath: string, dead: Owner, owner: Owner, fileSystem: FileSystem): boolean {
  const claim = `${lockPath}.${dead.id}`;
  take(path, claim, owner, fileSystem);
  try {
    if (readOwner(lockPath, fileSystem)?.id !== dead.id) return false;
    renameOver(fileSystem, writeOwner(lockPath, owner, fileSystem), lockPath);
    return true;
  } finally {
    discard(fileSystem, claim);
  }
}

/** Makes a lock that is not there yet, whole from its first moment where the disk can do that. */
function create(lockPath: string, owner: Owner, fileSystem: FileSystem): boolean {
  const own = writeOwner(lockPath, owner, fileSystem);
  try {
    fileSystem.link(own, lockPath);
    return true;
  } catch (error) {
    if (errno(error) === 'EEXIST') return false;
    // Swept away by a process that has just got the lock.
    if (errno(error) === 'ENOENT') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'].includes(errno(error))) throw error;
    return createWithoutLinks(lockPath, owner, fileSystem);
  } finally {
    discard(fileSystem, own);
  }
}

function createWithoutLinks(lockPath: string, owner: Owner, fileSystem: FileSystem): boolean {
  try {
    fill(lockPath, owner, fileSystem);
    return true;
  } catch (error) {
    if (errno(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Writes the owner under a name of its own, to be linked or renamed. */
function writeOwner(lockPath: string, owner: Owner, fileSystem: FileSystem): string {
  const own = `${lockPath}.new-${owner.id}`;
  discard(fileSystem, own);
  fill(own, owner, fileSystem);
  return own;
}

function fill(path: string, owner: Owner, fileSystem: FileSystem): void {
  const file = fileSystem.open(path, 'wx', 0o600);
  try {
    writeAll(fileSystem, file, Buffer.from(`${JSON.stringify(owner)}\n`), 0);
    // A power cut must not leave a lock without an owner: nobody could tell any more that its owner is dead.
    fileSystem.fsync(file);
  } finally {
    fileSystem.close(file);
  }
}

/** Removes what processes left that died while they took the lock; a living one notices and tries again. */
function removeClaims(lockPath: string, fileSystem: FileSystem): void {
  for (const left of startingWith(fileSystem, `${lockPath}.`)) discard(fileSystem, left);
}

function readOwner(lockPath: string, fileSystem: FileSystem): Owner | null {
  try {
    return parseOwner(fileSystem.read(lockPath).toString('utf8'));
  } catch {
    return null;
  }
}

function inUse(path: string, lockPath: string, owner: Owner | null): FarmError {
  const who =
    owner === null
      ? `someone whom ${lockPath} does not name`
      : `${owner.user} on ${owner.computer} (process ${owner.pid}), since ${owner.since} (${ageOf(owner)})`;
  return new FarmError({
    code: 'farm-file.in-use',
    field: 'file',
    message: `${path} is open for writing by ${who}.`,
    remedy: `Close it there, or open it read-only here. Delete ${lockPath} only if you are sure that no Farmwright has it open.`,
    at: path,
  });
}
