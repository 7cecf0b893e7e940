import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { newFarmPath } from '../../../core/farm-file/new-path.ts';

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fw-new-path-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it.each([
  ['Day one', 'day-one.farm'],
  ['Köln / Straße 7', 'köln-straße-7.farm'],
  ['../../etc/passwd', 'etc-passwd.farm'],
  ['...', 'farm.farm'],
  ['constant', 'constant.farm'],
  ['com10', 'com10.farm'],
])('a farm named %j is the file %s', (name, file) => {
  const folder = freshFolder();
  const path = newFarmPath(folder, name);
  expect(path).toBe(join(folder, file));
  expect(existsSync(dirname(path))).toBe(true);
});

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file: whatever the case, and whatever ending follows.
it.each([
  'CON',
  'prn',
  'Aux',
  'NUL',
  'COM1',
  'com9',
  'COM¹',
  'LPT1',
  'lpt³',
  ' nul. ',
])('a farm named %j is no device of Windows', (name) => {
  const path = newFarmPath(freshFolder(), name);
  expect(basename(path)).not.toMatch(/^(con|prn|aux|nul|(com|lpt)[0-9¹²³])\./i);
  expect(basename(path)).toContain(name.trim().replace('.', '').toLowerCase());
});

it('a name that is taken gets an ending of its own', () => {
  const folder = freshFolder();
  const first = newFarmPath(folder, 'CON');
  writeFileSync(first, '');
  const second = newFarmPath(folder, 'CON');
  expect(second).not.toBe(first);
  expect(dirname(second)).toBe(folder);
});

it('a long name is cut between letters, never inside one', () => {
  const stem = basename(newFarmPath(freshFolder(), `${'a'.repeat(59)}𝔄𝔅`), '.farm');
  // A half of a letter is no text, and has no form in UTF-8.
  expect(Buffer.from(stem).toString()).toBe(stem);
  expect(basename(newFarmPath(freshFolder(), `${'a'.repeat(59)} b`), '.farm')).toBe('a'.repeat(59));
});
