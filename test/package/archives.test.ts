import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { filesBelow, type Packaged, packaged, ROOT } from '../support/packaged.ts';

let made: Packaged;
beforeAll(async () => {
  made = await packaged();
});
afterAll(() => made?.remove());

const archive = (ending: string) =>
  join(made.folder, readdirSync(made.folder).find((name) => name.endsWith(ending)) ?? `no ${ending}`);

/** The files of a folder with their content and whether they can be run. */
const contentOf = (folder: string) =>
  filesBelow(folder).map((file) => {
    const path = join(folder, file);
    return { file, runs: (statSync(path).mode & 0o111) !== 0, content: readFileSync(path).toString('base64') };
  });

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-unpacked-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('beside the packages nothing is left of their making', () => {
  expect(readdirSync(made.folder).sort()).toEqual(
    [archive('.tar.gz'), archive('.deb')].map((path) => basename(path)).sort(),
  );
});

test('the .tar.gz can be read by everybody and written by its owner, and holds nothing beside one folder', () => {
  const listed = execFileSync('tar', ['-tvzf', archive('.tar.gz')], { encoding: 'utf8' })
    .trim()
    .split('\n');
  expect(listed.filter((line) => !/^(drwxr-xr-x|-rw[x-]r-[x-]r-[x-]) /.test(line))).toEqual([]);
  const tops = listed.map((line) => / ([^ /]+)(\/\S*)?$/.exec(line)?.[1]);
  expect([...new Set(tops)]).toEqual([basename(made.installed)]);
});

test('the .deb installs the same as the .tar.gz to /opt, an entry in the menu, icons, and the kind of .farm files', () => {
  const folder = emptyFolder();
  execFileSync('dpkg-deb', ['-x', archive('.deb'), folder]);
  expect(contentOf(join(folder, 'opt/Farmwright'))).toEqual(contentOf(made.installed));
  expect(readdirSync(folder).sort()).toEqual(['opt', 'usr']);
  const desktop = readFileSync(join(folder, 'usr/share/applications/farmwright.desktop'), 'utf8');
  expect(desktop.split('\n')).toEqual(
    expect.arrayContaining([
      // Launchers give what is opened as paths, not as file: URLs.
      'Exec=/opt/Farmwright/farmwright %F',
      'Icon=farmwright',
      'StartupWMClass=farmwright',
      'MimeType=application/vnd.farmwright.farm;',
    ]),
  );
  const kind = readFileSync(join(folder, 'usr/share/mime/packages/farmwright.xml'), 'utf8');
  expect(kind).toContain('<mime-type type="application/vnd.farmwright.farm">');
  expect(kind).toContain('<glob pattern="*.farm"/>');
  expect(filesBelow(join(folder, 'usr/share/icons/hicolor'))).toContain('512x512/apps/farmwright.png');
});

test('the .deb says who it is and what it needs, belongs to root, and sets itself up', () => {
  const deb = archive('.deb');
  const field = (name: string) => execFileSync('dpkg-deb', ['-f', deb, name], { encoding: 'utf8' }).trim();
  expect(field('Package')).toBe('farmwright');
  expect(field('Architecture')).toBe(execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim());
  expect(field('Depends').split(', ')).toEqual(expect.arrayContaining(['libgtk-3-0', 'libnss3', 'xdg-utils']));
  expect(Number(field('Installed-Size'))).toBeGreaterThan(1000);
  const owners = execFileSync('dpkg-deb', ['-c', deb], { encoding: 'utf8' }).trim().split('\n');
  expect(owners.filter((line) => !/^[-d]rw[x-]r-[x-]r-[x-] root\/root /.test(line))).toEqual([]);
  const control = emptyFolder();
  execFileSync('dpkg-deb', ['-e', deb, control]);
  for (const script of ['postinst', 'postrm']) {
    expect(statSync(join(control, script)).mode & 0o111).toBe(0o111);
    execFileSync('bash', ['-n', join(control, script)]);
  }
});

test('the .deb names our licence and those of the rest, and can be verified once it is installed', () => {
  const [folder, control] = [emptyFolder(), emptyFolder()];
  execFileSync('dpkg-deb', ['-x', archive('.deb'), folder]);
  execFileSync('dpkg-deb', ['-e', archive('.deb'), control]);
  const copyright = readFileSync(join(folder, 'usr/share/doc/farmwright/copyright'), 'utf8');
  expect(copyright).toContain(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
  const named = [...copyright.matchAll(/^ {2}\/(\S+)$/gm)].map(([, path = '']) => path);
  expect(named.map((path) => basename(path))).toEqual([
    'LICENSE.electron.txt',
    'LICENSES.chromium.html',
    'THIRD-PARTY-NOTICES.txt',
  ]);
  expect(named.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  execFileSync('md5sum', ['--check', '--strict', '--quiet', join(control, 'md5sums')], { cwd: folder });
  const summed = readFileSync(join(control, 'md5sums'), 'utf8').trim().split('\n');
  expect(summed.map((line) => line.replace(/^[0-9a-f]{32} {2}/, '')).sort()).toEqual(filesBelow(folder));
});

test('what was made and what is configured only is said in sentences', () => {
  const lines = made.said.split('\n');
  for (const ending of ['.tar.gz', '.deb']) expect(made.said).toContain(`Created ${archive(ending)} (`);
  expect(made.said).toContain('They contain a stand-in for Electron');
  const configured = lines.filter((line) => line.startsWith('Configured only: '));
  expect(configured.map((line) => /^Configured only: (\S+ for \S+), because .+\.$/.exec(line)?.[1])).toEqual([
    'AppImage for Linux',
    'nsis for Windows',
    'dmg for macOS',
    'zip for macOS',
  ]);
});
