import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { electronDistribution } from '../../../build/electron-distribution.mjs';
import { packagingPlan } from '../../../build/package-targets.mjs';
import { ROOT } from '../../support/packaged.ts';

const everything = () => true;
const made = (machine: Parameters<typeof packagingPlan>[0]) =>
  packagingPlan(machine)
    .filter(({ why }) => why === null)
    .map(({ target }) => target);

test.each([
  { platform: 'linux', makes: ['tar.gz', 'deb'] },
  { platform: 'win32', makes: ['nsis'] },
  { platform: 'darwin', makes: ['dmg', 'zip'] },
])('$platform makes its own packages', ({ platform, makes }) => {
  expect(made({ platform, hasElectron: true, has: everything })).toEqual(makes);
});

test('without Electron nothing is made, and that is the reason', () => {
  const plan = packagingPlan({ platform: 'linux', hasElectron: false, has: everything });
  expect(plan.every(({ why }) => why !== null)).toBe(true);
  expect(plan.find(({ target }) => target === 'deb')?.why).toBe("Electron's binary is not here");
});

test('a missing program is named, and takes its own package away only', () => {
  const has = ({ program }: { program: string }) => !program.endsWith('dpkg-deb');
  const plan = packagingPlan({ platform: 'linux', hasElectron: true, has });
  expect(plan.find(({ target }) => target === 'deb')?.why).toBe('dpkg-deb is not installed');
  expect(made({ platform: 'linux', hasElectron: true, has })).toEqual(['tar.gz']);
});

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-plan-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function distributionOf(program: Buffer | string): string {
  const folder = emptyFolder();
  const executable = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[
    process.platform as string
  ];
  mkdirSync(join(folder, 'Electron.app/Contents/MacOS'), { recursive: true });
  writeFileSync(join(folder, executable ?? 'electron'), program);
  writeFileSync(join(folder, 'version'), '1.2.3\n');
  return folder;
}

test.each([
  { what: 'ELF', start: '7f454c46', isReal: true },
  { what: 'PE', start: '4d5a9000', isReal: true },
  { what: 'Mach-O', start: 'cffaedfe', isReal: true },
  { what: 'a script', start: Buffer.from('#!/b').toString('hex'), isReal: false },
  { what: 'an empty file', start: '', isReal: false },
])('an executable that is $what is the real Electron: $isReal', ({ start, isReal }) => {
  const folder = distributionOf(Buffer.from(start, 'hex'));
  expect(electronDistribution(folder)).toMatchObject({ folder, version: '1.2.3', isReal });
});

test('a folder without Electron is no distribution', () => {
  expect(electronDistribution(emptyFolder())).toBeNull();
});

const dpkgAsFpm = join(ROOT, 'build/dpkg-as-fpm.mjs');

test.each([
  { args: ['-s', 'dir', '-t', 'deb', '--no-such-argument', 'x'], named: '--no-such-argument' },
  { args: ['-s', 'dir', '-t', 'rpm'], named: 'only a .deb' },
  { args: ['-s', 'dir', '-t', 'deb', '/somewhere'], named: 'does not say where it goes' },
])('the stand-in for fpm refuses what it does not know: $named', ({ args, named }) => {
  const { status, stderr } = spawnSync(process.execPath, [dpkgAsFpm, ...args], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(named) });
});

test('packaging refuses another version of Electron than Farmwright is built for, and makes nothing', () => {
  const electron = distributionOf('#!/bin/sh\n');
  const out = join(emptyFolder(), 'packages');
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(ROOT, 'build/package.mjs'), '--electron', electron, '--out', out],
    { encoding: 'utf8' },
  );
  expect({ status, isThere: existsSync(out) }).toEqual({ status: 1, isThere: false });
  expect(stdout).toMatch(/No package was created\. .+ contains Electron 1\.2\.3, but Farmwright needs \d+\.\d+\.\d+\./);
});

test('packaging without Electron says how to get it, and what is configured', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(ROOT, 'build/package.mjs'), '--electron', emptyFolder()],
    {
      encoding: 'utf8',
    },
  );
  expect(status).toBe(1);
  expect(stdout).toContain('npx install-electron');
  expect(stdout.match(/^Configured only: /gm)).toHaveLength(6);
});
