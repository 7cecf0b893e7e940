import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
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
 * @param name as it is proposed; only its last part counts
 * @returns the path; null where the reader thought better of it
 */
export async function askWhereToSave(window: BrowserWindow, name: string): Promise<string | null> {
  const ending = extname(name).toLowerCase();
  const kind = KINDS[ending];
  const filters = kind === undefined ? [] : [{ name: kind, extensions: [ending.slice(1)] }];
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: basename(name), filters });
  return canceled || filePath === '' ? null : filePath;
}

/** Writes a file whole or not at all: beside its place first, then into it. */
export async function saveFile(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID().slice(0, 8)}.new`;
  try {
    const file = await open(beside, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
