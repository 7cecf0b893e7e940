import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPackage } from '@electron/asar';
import { emptyWindowsProgram } from './windows-program.ts';

export type System = 'linux' | 'win32' | 'darwin';

/** The mark before the fuses in Electron's binary. Behind it: a version, a length, and a character for each fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const VERSION = 1;
/** As Electron is delivered: run as Node, NODE_OPTIONS and inspect are on, and so are file privileges. */
const DELIVERED = '101100011';
const FUSES = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([VERSION, DELIVERED.length]), Buffer.from(DELIVERED)]);

const SCRIPT = Buffer.from('#!/bin/sh\nexit 0\n');
const INFO = Buffer.from(
  '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>CFBundleExecutable</key><string>Electron</string></dict></plist>\n',
);
const MAC = 'Electron.app/Contents';
const FRAMEWORK = `${MAC}/Frameworks/Electron Framework.framework`;

/** Files of a distribution beside those that all have, by system; null stands for any content. */
const FILES: Record<System, Record<string, Buffer | null>> = {
  linux: {
    electron: Buffer.concat([SCRIPT, FUSES]),
    'chrome-sandbox': SCRIPT,
    chrome_crashpad_handler: SCRIPT,
    'libffmpeg.so': null,
    'icudtl.dat': null,
    'resources.pak': null,
    'locales/de.pak': null,
    'locales/en-US.pak': null,
  },
  win32: {
    'electron.exe': Buffer.concat([emptyWindowsProgram('electron.exe'), FUSES]),
    'ffmpeg.dll': null,
    'icudtl.dat': null,
    'resources.pak': null,
    'locales/de.pak': null,
    'locales/en-US.pak': null,
  },
  darwin: {
    [`${MAC}/Info.plist`]: INFO,
    [`${MAC}/MacOS/Electron`]: SCRIPT,
    [`${FRAMEWORK}/Electron Framework`]: FUSES,
    [`${FRAMEWORK}/Versions/A/Resources/en.lproj/locale.pak`]: null,
    [`${FRAMEWORK}/Versions/A/Resources/de.lproj/locale.pak`]: null,
    [`${MAC}/Frameworks/Electron Helper.app/Contents/Info.plist`]: INFO,
    [`${MAC}/Frameworks/Electron Helper.app/Contents/MacOS/Electron Helper`]: SCRIPT,
    [`${MAC}/Resources/electron.icns`]: null,
    [`${MAC}/Resources/en.lproj/locale.pak`]: null,
    [`${MAC}/Resources/de.lproj/locale.pak`]: null,
  },
};

/**
 * A folder that looks like an unpacked distribution of Electron, with fuses to flip. It shows how things are packed and
 * starts nothing: on Linux its executable is a script that ends at once. The folder is the caller's to remove.
 */
export async function distributionStandIn(system: System = 'linux', version = electronVersion()): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-electron-'));
  const common = { version: Buffer.from(version), LICENSE: null, 'LICENSES.chromium.html': null };
  for (const [path, content] of Object.entries({ ...common, ...FILES[system] })) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content ?? `${path} of a stand-in\n`);
    if (content === SCRIPT || path === 'electron') chmodSync(file, 0o755);
  }
  await addDefaultApplication(folder, system === 'darwin' ? `${MAC}/Resources` : 'resources');
  return folder;
}

/** What Electron shows when it is given no application. */
async function addDefaultApplication(folder: string, resources: string): Promise<void> {
  const source = mkdtempSync(join(tmpdir(), 'farmwright-default-'));
  writeFileSync(join(source, 'main.js'), '');
  mkdirSync(join(folder, resources), { recursive: true });
  await createPackage(source, join(folder, resources, 'default_app.asar'));
  rmSync(source, { recursive: true });
}

/** The version of Electron that is installed for its types, and that Farmwright is built for. */
function electronVersion(): string {
  const path = fileURLToPath(new URL('../../node_modules/electron/package.json', import.meta.url));
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
