import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { System } from '../support/distribution-stand-in.ts';
import { layOut } from '../support/electron-builder.ts';
import { FUSES_OF_A_PACKAGE, fusesOf } from '../support/fuses.ts';
import { readWindowsProgram } from '../support/windows-program.ts';

// Laid out on Linux with stand-ins for Electron. What the packages of these systems are made of is seen here; the
// installers themselves are made on their systems only.

const SYSTEMS: System[] = ['linux', 'win32', 'darwin'];
const layouts = new Map<System, Awaited<ReturnType<typeof layOut>>>();
beforeAll(async () => {
  for (const system of SYSTEMS) layouts.set(system, await layOut(system));
}, 360_000);
afterAll(() => {
  for (const { remove } of layouts.values()) remove();
});

/** The application of a system as it is installed there. */
const installedOn = (system: System, place: string) => join(layouts.get(system)?.folder ?? '', place);

/** The checksum that Electron compares with before it opens the archive. */
const checksumOf = (archive: string) => createHash('sha256').update(getRawHeader(archive).headerString).digest('hex');

test('for Windows: a program with our name, icon and fuses, which vouches for its archive', async () => {
  const installed = installedOn('win32', 'win-unpacked');
  const archive = join(installed, 'resources/app.asar');
  const { words, icons, integrity } = readWindowsProgram(readFileSync(join(installed, 'Farmwright.exe')));
  expect(words).toMatchObject({ ProductName: 'Farmwright', FileDescription: 'Farmwright' });
  expect(icons).toBe(1);
  expect(integrity).toEqual([{ file: 'resources\\app.asar', alg: 'SHA256', value: checksumOf(archive) }]);
  expect(await fusesOf(join(installed, 'Farmwright.exe'))).toEqual(FUSES_OF_A_PACKAGE);
  expect(readdirSync(join(installed, 'resources'))).toEqual(['app.asar']);
  expect(readdirSync(join(installed, 'locales'))).toEqual(['en-US.pak']);
  expect(readdirSync(installed)).toEqual(expect.arrayContaining(['LICENSE.txt', 'THIRD-PARTY-NOTICES.txt']));
});

test('for macOS: an application that opens .farm files, with our icon and fuses, which vouches for its archive', async () => {
  const installed = installedOn('darwin', 'mac/Farmwright.app');
  const resources = join(installed, 'Contents/Resources');
  const info = readFileSync(join(installed, 'Contents/Info.plist'), 'utf8');
  const archive = join(resources, 'app.asar');
  expect(textOf(info, 'CFBundleIdentifier')).toBe('app.farmwright.wizard');
  expect(textOf(info, 'LSApplicationCategoryType')).toBe('public.app-category.developer-tools');
  expect(info).toMatch(/<key>CFBundleTypeExtensions<\/key>\s*<array>\s*<string>farm<\/string>\s*<\/array>/);
  expect(textOf(info, 'hash')).toBe(checksumOf(archive));
  expect(readFileSync(join(resources, textOf(info, 'CFBundleIconFile')))).toEqual(
    readFileSync(new URL('../../build/resources/icon.icns', import.meta.url)),
  );
  expect(await fusesOf(installed)).toEqual(FUSES_OF_A_PACKAGE);
  expect(readdirSync(resources).sort()).toEqual([
    'LICENSE.electron.txt',
    'LICENSE.txt',
    'LICENSES.chromium.html',
    'THIRD-PARTY-NOTICES.txt',
    'app.asar',
    'electron.icns',
    'en.lproj',
    'icon.icns',
  ]);
});

test('electron-builder accepts the configuration for each system, and packs the same application for all', () => {
  expect(SYSTEMS.map((system) => layouts.get(system)?.code)).toEqual([0, 0, 0]);
  const [linux, ...others] = [
    installedOn('linux', 'linux-unpacked/resources/app.asar'),
    installedOn('win32', 'win-unpacked/resources/app.asar'),
    installedOn('darwin', 'mac/Farmwright.app/Contents/Resources/app.asar'),
  ].map((archive) => createHash('sha256').update(readFileSync(archive)).digest('hex'));
  expect(others).toEqual([linux, linux]);
});

/** The text of a key of a property list. */
function textOf(plist: string, key: string): string {
  return new RegExp(`<key>${key}</key>\\s*<string>([^<]*)</string>`).exec(plist)?.[1] ?? '';
}
