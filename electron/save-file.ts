import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';

const KINDS: Record<string, string> = {
  '.html': 'Web page',
  '.md': 'Markdown',
  '.pdf': 'PDF',
  '.txt': 'Text',
};

/**
 * Asks where to save a file.
 * @param name the proposed name; only its last part is used
 * @returns the path; null if the reader cancelled
 */
export async function askWhereToSave(window: BrowserWindow, name: string): Promise<string | null> {
  const ending = extname(name).toLowerCase();
  const kind = KINDS[ending];
  const filters = kind === undefined ? [] : [{ name: kind, extensions: [ending.slice(1)] }];
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: basename(name), filters });
  return canceled || filePath === '' ? null : filePath;
}

/**
 * Writes a file whole or not at all: beside its place first, then into it. If a link was chosen, what it leads to is
 * written, and a file that was there keeps who may read it.
 */
export async function saveFile(path: string, content: string | Uint8Array): Promise<void> {
  const place = await realpath(path).catch(() => path);
  const mode = await stat(place).then(
    (found) => found.mode & 0o777,
    () => null,
  );
  const beside = `${place}.${randomUUID().slice(0, 8)}.new`;
  try {
    const file = await open(beside, 'wx');
    try {
      if (mode !== null) await file.chmod(mode);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
