import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { layOut } from '../support/electron-builder.ts';

const file = (path: string) => readFileSync(new URL(`../../build/${path}`, import.meta.url));
const configuration = parse(file('electron-builder.yml').toString('utf8'));

test.each([
  { key: 'noSuchKey', named: "unknown property 'noSuchKey'" },
  { key: 'nsis.noSuchKey', named: 'configuration.nsis' },
  { key: 'mac.noSuchKey', named: 'configuration.mac' },
  { key: 'electronFuses.noSuchFuse', named: 'configuration.electronFuses' },
])('electron-builder checks the whole configuration: $key is refused', async ({ key, named }) => {
  const { code, said, remove } = await layOut('linux', [`${key}=true`]);
  remove();
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(named) });
}, 180_000);

test('nothing is published, no update is looked for, and no distribution of Electron is written down', () => {
  expect(configuration.publish).toBeNull();
  expect(Object.keys(configuration).filter((key) => /^electron(Dist|Download)$/.test(key))).toEqual([]);
  expect(configuration.nsis.differentialPackage).toBe(false);
  expect(configuration.dmg.writeUpdateInfo).toBe(false);
});

test('the Windows installer is for one user unless told otherwise, and asks for the folder', () => {
  expect(configuration.nsis).toMatchObject({
    oneClick: false,
    perMachine: false,
    selectPerMachineByDefault: false,
    allowToChangeInstallationDirectory: true,
    createDesktopShortcut: true,
    createStartMenuShortcut: true,
  });
});

test('macOS allows the hardened application to compile at run time, and nothing else', () => {
  const { hardenedRuntime, entitlements, entitlementsInherit } = configuration.mac;
  expect({ hardenedRuntime, entitlementsInherit }).toEqual({
    hardenedRuntime: true,
    entitlementsInherit: entitlements,
  });
  const asked = [
    ...file('resources/entitlements.mac.plist')
      .toString('utf8')
      .matchAll(/<key>(.+?)<\/key>/g),
  ];
  expect(asked.map(([, key]) => key)).toEqual(['com.apple.security.cs.allow-jit']);
});

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const sideOf = (png: Buffer) => (png.subarray(0, 8).equals(PNG) ? png.readUInt32BE(16) : 0);

test('every icon of the Linux set has the size of its name', () => {
  const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
  expect(sizes.map((size) => sideOf(file(`resources/icons/${size}x${size}.png`)))).toEqual(sizes);
});

test('the Windows icon holds what its directory says, up to 256 pixels', () => {
  const ico = file('resources/icon.ico');
  const entries = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => 6 + 16 * index).map((at) => {
    const start = ico.readUInt32LE(at + 12);
    return { said: ico.readUInt8(at) || 256, is: sideOf(ico.subarray(start, start + ico.readUInt32LE(at + 8))) };
  });
  expect(entries.map(({ is }) => is)).toEqual(entries.map(({ said }) => said));
  expect(entries.map(({ is }) => is)).toEqual(expect.arrayContaining([16, 32, 48, 256]));
});

test('the macOS icon holds a picture of the right size for each of its types', () => {
  const icns = file('resources/icon.icns');
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const sizes: Record<string, number> = {};
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
    sizes[icns.toString('latin1', at, at + 4)] = sideOf(icns.subarray(at + 8));
  expect(sizes).toEqual({ ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 });
});
