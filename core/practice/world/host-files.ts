import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FarmError } from '../../model/errors.ts';
import type { Inspection } from '../../model/host.ts';
import { insideHost } from './folder.ts';

const MOST_BYTES = 2 * 1024 * 1024;
const OWNER_ONLY = 0o600;
const READABLE = 0o644;

/** The files of one practice host. Paths are relative to its folder and cannot leave it. */
export class HostFiles {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * The text of a file, or null if there is none.
   * @throws FarmError `host.path-outside`, `host.file-unreadable`
   */
  async read(path: string): Promise<string | null> {
    const whole = insideHost(this.folder, path);
    try {
      const { size } = await stat(whole);
      if (size > MOST_BYTES) throw unreadable(path, `it has ${size} bytes`);
      return await readFile(whole, 'utf8');
    } catch (error) {
      if (error instanceof FarmError) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw unreadable(path, message);
    }
  }

  /** Writes a temporary file and renames it, so that a reader never sees a part of the text. */
  async write(path: string, content: string, ownerOnly: boolean): Promise<void> {
    const whole = insideHost(this.folder, path);
    await mkdir(dirname(whole), { recursive: true, mode: 0o700 });
    const beside = `${whole}.${randomBytes(6).toString('hex')}.new`;
    try {
      const file = await open(beside, 'wx', ownerOnly ? OWNER_ONLY : READABLE);
      try {
        await file.writeFile(content);
        await file.chmod(ownerOnly ? OWNER_ONLY : READABLE);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, whole);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  async inspect(path: string, content: string, ownerOnly: boolean): Promise<Inspection> {
    const text = await this.read(path);
    if (text === null) return { state: 'missing', detail: `there is no ${path}` };
    if (text !== content) {
      const bytes = Buffer.byteLength(content);
      return {
        state: 'differs',
        detail: `${path} is ${Buffer.byteLength(text)} bytes of other content, ${bytes} bytes are planned`,
      };
    }
    const wanted = ownerOnly ? OWNER_ONLY : READABLE;
    const mode = (await stat(insideHost(this.folder, path))).mode & 0o777;
    // Modes mean nothing on Windows.
    if (mode !== wanted && process.platform !== 'win32')
      return { state: 'differs', detail: `${path} has mode ${mode.toString(8)}, ${wanted.toString(8)} is planned` };
    return { state: 'in place', detail: `${path} is as planned` };
  }

  /** Whether the file holds that many random bytes in Base64, for its owner only. */
  async inspectKey(path: string, bytes: number): Promise<Inspection> {
    const text = await this.read(path);
    if (text === null) return { state: 'missing', detail: `there is no ${path}` };
    const found = Buffer.from(text, 'base64').length;
    return found === bytes
      ? await this.inspect(path, text, true)
      : { state: 'differs', detail: `${path} holds a key of ${found} bytes, ${bytes} are planned` };
  }

  async makeKey(path: string, bytes: number): Promise<void> {
    await this.write(path, `${randomBytes(bytes).toString('base64')}\n`, true);
  }

  /** SHA-256 of a file, to notice a change; null if there is no file. Never leaves the world. */
  async fingerprint(path: string): Promise<string | null> {
    const text = await this.read(path);
    return text === null ? null : createHash('sha256').update(text).digest('hex');
  }
}

function unreadable(path: string, why: string): FarmError {
  return new FarmError({
    code: 'host.file-unreadable',
    field: 'path',
    message: `${path} cannot be read: ${why}.`,
    remedy: 'Check that it is a text file of an ordinary size.',
  });
}
