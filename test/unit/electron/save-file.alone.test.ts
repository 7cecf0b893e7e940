import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { saveFile } from '../../../electron/save-file.ts';

vi.mock('electron', async () => (await import('../../support/fake-utility.ts')).electron);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'farmwright-save-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('writes a new file, and leaves nothing beside it', async () => {
  await saveFile(join(folder, 'new.html'), 'new');
  expect(readFileSync(join(folder, 'new.html'), 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['new.html']);
});

it('keeps who may read a file that was there', async () => {
  const file = join(folder, 'private.html');
  writeFileSync(file, 'old');
  chmodSync(file, 0o600);
  await saveFile(file, 'new');
  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['new', 0o600]);
});

it('writes what a chosen link leads to, and leaves the link', async () => {
  mkdirSync(join(folder, 'elsewhere'));
  const [target, link] = [join(folder, 'elsewhere/target.html'), join(folder, 'link.html')];
  writeFileSync(target, 'old');
  symlinkSync(target, link);
  await saveFile(link, 'new');
  expect([readFileSync(target, 'utf8'), lstatSync(link).isSymbolicLink()]).toEqual(['new', true]);
  expect([readdirSync(folder).sort(), readdirSync(join(folder, 'elsewhere'))]).toEqual([
    ['elsewhere', 'link.html'],
    ['target.html'],
  ]);
});

it('leaves what was there where it cannot be written', async () => {
  mkdirSync(join(folder, 'taken'));
  await expect(saveFile(join(folder, 'taken'), 'new')).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
});
