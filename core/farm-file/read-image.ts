import type { SqlJsStatic } from 'sql.js';
import { FarmError } from '../model/errors.ts';
import { damaged, foreign, lastGoodPath, unreadable } from './faults.ts';
import type { FileSystem } from './file-system.ts';
import { FarmImage, ImageFault } from './image.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './migrations.ts';
import type { FarmRecord } from './record.ts';
import { openSeal } from './seal.ts';

const MAGIC = Buffer.from('SQLite format 3\0');
/** Places in the header of every SQLite file (https://sqlite.org/fileformat2.html, 1.3). */
const USER_VERSION = 60;
const APPLICATION = 68;
const HEADER = 100;

export interface ReadImage {
  image: FarmImage;
  record: FarmRecord;
  /** Brought to the present schema on the way, in memory. */
  migrated: boolean;
  /** Written by a later Farmwright, with this version of the schema. */
  newer: number | null;
}

/**
 * Reads and checks a farm file. Nothing is written.
 * @throws FarmError `farm-file.missing`, `farm-file.unreadable`, `farm-file.damaged`, `farm-file.foreign`, or
 *   `farm-file.newer` if a later Farmwright keeps things in a way this one does not understand
 */
export function readImage(sqlite: SqlJsStatic, path: string, fileSystem: FileSystem): ReadImage {
  const bytes = unsealed(readBytes(path, fileSystem), path, fileSystem);
  const version = bytes.readUInt32BE(USER_VERSION);
  const newer = version > SCHEMA_VERSION ? version : null;
  let image: FarmImage | null = null;
  try {
    const loaded = FarmImage.load(sqlite, bytes, version);
    image = loaded.image;
    return { image, record: image.record(), migrated: loaded.migrated, newer };
  } catch (error) {
    image?.close();
    if (!(error instanceof ImageFault)) throw error;
    throw newer === null ? damaged(path, error.message, fileSystem) : notYetUnderstood(path, newer, error.message);
  }
}

function readBytes(path: string, fileSystem: FileSystem): Buffer {
  try {
    return fileSystem.read(path);
  } catch (error) {
    throw unreadable(error, path, fileSystem);
  }
}

/** The SQLite image inside, once its seal and header are seen to be right. */
function unsealed(bytes: Buffer, path: string, fileSystem: FileSystem): Buffer {
  if (bytes.length === 0) throw damaged(path, 'it is empty.', fileSystem);
  const seal = openSeal(bytes);
  if (seal !== null && 'broken' in seal) throw damaged(path, seal.broken, fileSystem);
  const image = seal?.image ?? bytes;
  const magic = MAGIC.subarray(0, Math.min(MAGIC.length, image.length));
  if (!image.subarray(0, magic.length).equals(magic)) {
    // Whether it was a farm file once, its neighbour knows.
    if (fileSystem.exists(lastGoodPath(path)))
      throw damaged(path, 'its first 16 bytes are not those of an SQLite file.', fileSystem);
    throw foreign(path, 'its first 16 bytes are not those of an SQLite file.');
  }
  if (image.length >= HEADER && image.readUInt32BE(APPLICATION) !== APPLICATION_ID)
    throw foreign(
      path,
      `it is an SQLite database of another program (application id ${image.readUInt32BE(APPLICATION)}).`,
    );
  if (seal === null)
    throw damaged(
      path,
      `it is cut short or was changed by another program: its ${bytes.length} bytes do not end in its checksums.`,
      fileSystem,
    );
  return image;
}

function notYetUnderstood(path: string, version: number, place: string): FarmError {
  return new FarmError({
    code: 'farm-file.newer',
    field: 'file',
    message: `${path} was written by a newer Farmwright (file version ${version}; this Farmwright supports ${SCHEMA_VERSION}): ${place}`,
    remedy: 'Open it with the newer Farmwright. The file was not changed.',
    at: path,
  });
}
