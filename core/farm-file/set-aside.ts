import { randomBytes } from 'node:crypto';
import { type FileSystem, renameOver, syncFolderOf } from './file-system.ts';

/** A name beside a file that says when it was set aside; never taken before. */
export function asideName(path: string): string {
  const moment = new Date().toISOString().replace(/[-:]/g, '').replace(/\..*/, 'Z');
  return `${path}.set-aside-${moment}-${randomBytes(2).toString('hex')}`;
}

/** Gives a file that does not belong here another name, and tells it. Nothing of it is lost. */
export function setAside(path: string, fileSystem: FileSystem): string {
  const aside = asideName(path);
  renameOver(fileSystem, path, aside);
  syncFolderOf(fileSystem, path);
  return aside;
}
