import { basename, dirname, join } from 'node:path';
import { FarmError } from '../model/errors.ts';
import { Farm } from '../model/farm.ts';
import { parseInput } from '../model/parse.ts';
import type { SiteRecord } from '../model/site.ts';
import { assertWritable, FarmFile } from './farm-file.ts';
import { journalPath, lastGoodPath, unreadable, writeFault } from './faults.ts';
import { errno, type FileSystem, nodeFileSystem } from './file-system.ts';
import { FarmImage } from './image.ts';
import { loadSqlite } from './load-sqlite.ts';
import { type Lock, takeLock } from './lock.ts';
import { SCHEMA_VERSION } from './migrations.ts';
import { ageOf } from './owner.ts';
import { readImage } from './read-image.ts';
import type { Pending } from './record.ts';
import { removeTemporary, replaceFile, settle } from './save-atomically.ts';
import { setAside } from './set-aside.ts';
import { SideLog } from './side-log.ts';

/**
 * Makes a new farm file and opens it for writing.
 * @throws FarmError `farm-file.exists`, `farm-file.no-folder`, `farm-file.in-use`, `input.invalid`, or why it cannot be
 *   written
 */
export async function createFarmFile(
  path: string,
  { farm: answers, pending = {}, site = {} }: NewFarm,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<FarmFile> {
  const farm = parseInput(Farm, answers, 'the farm’s answers');
  const sqlite = await loadSqlite();
  return placeImage(path, () => FarmImage.create(sqlite, { farm, pending, site }), fileSystem);
}

/** What a farm file begins with. */
interface NewFarm {
  farm: Farm;
  pending?: Pending;
  site?: SiteRecord;
}

/**
 * Writes an image where no file is yet, and opens it for writing.
 * @throws FarmError as `createFarmFile`; the image is closed then if it was made already
 */
export function placeImage(path: string, make: () => FarmImage, fileSystem: FileSystem): FarmFile {
  const place = join(realFolder(path, fileSystem), basename(path));
  refuseExisting(place, fileSystem);
  const lock = takeLock(place, fileSystem);
  let image: FarmImage | null = null;
  try {
    refuseExisting(place, fileSystem);
    removeTemporary(place, fileSystem);
    // What an earlier farm of this name left is not ours to overwrite.
    const left = [lastGoodPath(place), journalPath(place)].filter((name) => fileSystem.exists(name));
    const notices = left.map(
      (name) => `An earlier farm left the file ${name}. It was renamed to ${aside(name, fileSystem)}.`,
    );
    image = make();
    replaceFile(place, image.bytes(), fileSystem);
    settle(place, fileSystem);
    const log = new SideLog(journalPath(place), fileSystem, (thoroughly) => assertWritable(place, lock, thoroughly));
    return new FarmFile({ path: place, fileSystem, record: image.record(), image, lock, log, notices });
  } catch (error) {
    image?.close();
    lock.release();
    throw error;
  }
}

/**
 * Opens a farm file. A file that a newer Farmwright wrote is opened for reading only, whatever is asked for; a lock whose
 * owner is dead is taken over; both are told in `notices`.
 * @throws FarmError `farm-file.missing`, `farm-file.unreadable`, `farm-file.damaged`, `farm-file.foreign`,
 *   `farm-file.newer`, `farm-file.in-use`, or why it cannot be written
 */
export async function openFarmFile(
  path: string,
  { write }: { write: boolean },
  fileSystem: FileSystem = nodeFileSystem,
): Promise<FarmFile> {
  const sqlite = await loadSqlite();
  const place = placeOfFarm(path, fileSystem);
  let lock: Lock | null = write ? takeLock(place, fileSystem) : null;
  try {
    const notices: string[] = [];
    if (lock?.tookOverFrom) {
      const { pid, user, computer, since } = lock.tookOverFrom;
      notices.push(
        `Process ${pid} of ${user} on ${computer} had this farm open since ${since} (${ageOf(lock.tookOverFrom)}) and has ended. Its lock was taken over.`,
      );
    }
    if (lock !== null) removeTemporary(place, fileSystem);
    // The log before the image: a writer that folds meanwhile leaves a log whose every line the image holds.
    const log = new SideLog(journalPath(place), fileSystem, (thoroughly) => assertWritable(place, lock, thoroughly));
    const { image, record, migrated, newer } = readImage(sqlite, place, fileSystem);
    try {
      if (newer !== null) {
        notices.push(
          `A newer Farmwright wrote this farm (version ${newer}; this Farmwright supports ${SCHEMA_VERSION}). It is open read-only.`,
        );
        lock?.release();
        lock = null;
      }
      if (migrated && lock !== null) {
        replaceFile(place, image.bytes(), fileSystem);
        settle(place, fileSystem);
        notices.push(`An older Farmwright wrote this farm. It was updated to version ${SCHEMA_VERSION}.`);
      }
      return new FarmFile({ path: place, fileSystem, record, image, lock, log, notices });
    } catch (error) {
      image.close();
      throw error;
    }
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/**
 * The one path of a farm file, however it is written: absolute, without links.
 * @throws FarmError `farm-file.missing`, `farm-file.unreadable`
 */
export function placeOfFarm(path: string, fileSystem: FileSystem = nodeFileSystem): string {
  try {
    return fileSystem.realPath(path);
  } catch (error) {
    throw unreadable(error, path, fileSystem);
  }
}

function realFolder(path: string, fileSystem: FileSystem): string {
  const folder = dirname(path);
  try {
    return fileSystem.realPath(folder);
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw writeFault(error, 'The farm', path);
    throw new FarmError({
      code: 'farm-file.no-folder',
      field: 'file',
      message: `The folder ${folder} does not exist.`,
      remedy: 'Create the folder, or choose another one.',
      at: path,
    });
  }
}

function refuseExisting(path: string, fileSystem: FileSystem): void {
  if (fileSystem.exists(path))
    throw new FarmError({
      code: 'farm-file.exists',
      field: 'file',
      message: `${path} already exists.`,
      remedy: 'Choose another name, or open the existing farm. Nothing was overwritten.',
      at: path,
    });
}

function aside(path: string, fileSystem: FileSystem): string {
  try {
    return setAside(path, fileSystem);
  } catch (error) {
    throw writeFault(error, 'A new name', path);
  }
}
