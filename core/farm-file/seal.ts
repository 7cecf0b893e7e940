import { crc32 } from 'node:zlib';

const PAGE = 4096;
const MARK = Buffer.from('farmwright-seal1');

/**
 * Puts a checksum of every page behind a SQLite image. SQLite's own check sees the structure of its pages, not a bit
 * that turned inside a text; and it ignores what stands behind the last page.
 */
export function sealPages(image: Uint8Array): Buffer {
  const pages = Math.ceil(image.length / PAGE);
  const sums = Buffer.alloc((pages + 1) * 4);
  for (let page = 0; page < pages; page++)
    sums.writeUInt32BE(crc32(image.subarray(page * PAGE, (page + 1) * PAGE)), page * 4);
  sums.writeUInt32BE(crc32(sums.subarray(0, pages * 4)), pages * 4);
  return Buffer.concat([image, sums, MARK]);
}

/** The image of an intact file, or a description of the damage. `null`: the file has no seal. */
export function openSeal(bytes: Buffer): { image: Buffer } | { broken: string } | null {
  if (!bytes.subarray(-MARK.length).equals(MARK)) return null;
  const sealed = bytes.length - MARK.length - 4;
  const pages = Math.floor(sealed / (PAGE + 4));
  if (pages * (PAGE + 4) !== sealed)
    return { broken: `its length of ${bytes.length} bytes is not that of whole pages and their checksums.` };
  const image = bytes.subarray(0, pages * PAGE);
  const sums = bytes.subarray(pages * PAGE, sealed);
  if (crc32(sums) !== bytes.readUInt32BE(sealed)) return { broken: 'the checksums at its end are altered.' };
  const broken: number[] = [];
  for (let page = 0; page < pages; page++)
    if (crc32(image.subarray(page * PAGE, (page + 1) * PAGE)) !== sums.readUInt32BE(page * 4)) broken.push(page + 1);
  if (broken.length === 0) return { image };
  const named = broken.slice(0, 5).join(', ');
  return {
    broken: `page ${named}${broken.length > 5 ? ` and ${broken.length - 5} more` : ''} of ${pages} (of ${PAGE} bytes each) does not match its checksum.`,
  };
}
