import { FarmError } from '../model/errors.ts';
import type { JournalEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import type { SiteRecord } from '../model/site.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { loadSqlite } from './load-sqlite.ts';
import { newFarmPath } from './new-path.ts';
import { placeImage, placeOfFarm } from './open-farm-file.ts';
import { type ReadImage, readImage } from './read-image.ts';

/**
 * Makes the farm that a copy becomes, with an id and hosts of its own.
 * @returns with it, whether its hosts are still to be made, so that nothing is done on them yet
 * @throws FarmError if this Farmwright can do nothing with it
 */
export type AsOwn = (farm: Farm) => Promise<{ farm: Farm; site: SiteRecord; newHosts: boolean }>;

/**
 * Takes in a farm file that was copied here from elsewhere. Bytes that equal a farm file of this computer are that file.
 * Other bytes are written as a new farm, which shares neither identity nor practice hosts with the farm it is a copy of.
 * A farm that could not be opened afterwards is never written.
 * @param known paths at which farm files of this computer may be
 * @returns its path
 * @throws FarmError `farm-file.foreign`, `farm-file.damaged`, `farm-file.newer`, what `asOwn` throws, or why it cannot be
 *   written
 */
export async function takeInFarm(
  { folder, known }: { folder: string; known: readonly string[] },
  name: string,
  bytes: Uint8Array,
  asOwn: AsOwn,
): Promise<string> {
  const original = known.find((path) => isFileOf(path, bytes));
  if (original !== undefined) return placeOfFarm(original);
  const read = readImage(await loadSqlite(), name, holding(bytes));
  const { image, record } = read;
  try {
    refuseNewer(name, read);
    const own = await asOwn(record.farm);
    image.setFarm(own.farm, own.site);
    if (own.newHosts) image.addEvents([hostsToCome(own.farm.id, record)], record.epoch + 1);
    const path = newFarmPath(folder, name.replace(/\.farm$/i, ''));
    const file = placeImage(path, () => image, nodeFileSystem);
    file.close();
    return file.path;
  } finally {
    image.close();
  }
}

function isFileOf(path: string, bytes: Uint8Array): boolean {
  try {
    return nodeFileSystem.read(path).equals(bytes);
  } catch {
    // It is gone, or not for this account.
    return false;
  }
}

/** A disk with nothing on it but these bytes, whatever name they have. */
function holding(bytes: Uint8Array): FileSystem {
  return { ...nodeFileSystem, exists: () => false, read: () => Buffer.from(bytes) };
}

/** What the copy's history tells of was done to hosts that it does not have. */
function hostsToCome(farm: string, { epoch, foldedThrough }: { epoch: number; foldedThrough: number }): JournalEvent {
  return {
    farm,
    epoch,
    seq: foldedThrough + 1,
    at: new Date().toISOString(),
    host: null,
    page: null,
    sentence: 'This farm is a copy. Its own practice hosts are not created yet; earlier events are about other hosts.',
    body: { type: 'hosts.made' },
  };
}

/** This Farmwright does not know all the places in which a newer one keeps whose farm it is. */
function refuseNewer(name: string, { newer }: ReadImage): void {
  if (newer === null) return;
  throw new FarmError({
    code: 'farm-file.newer',
    field: 'file',
    message: `${name} was written by a newer Farmwright. This Farmwright cannot copy it.`,
    remedy: 'Open the original read-only, or copy it with the newer Farmwright.',
  });
}
