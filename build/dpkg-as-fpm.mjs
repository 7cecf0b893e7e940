#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Takes the arguments that electron-builder gives to fpm for a .deb, and makes it with dpkg-deb: fpm is no Debian package,
 * and electron-builder would fetch it. An argument that is not known here ends it, so that none is lost in silence.
 */
const one = { type: 'string' };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { ...one, short: 's' },
    target: { ...one, short: 't' },
    force: { type: 'boolean' },
    depends: { ...one, short: 'd', multiple: true },
    'deb-recommends': { ...one, multiple: true },
    'deb-compression': one,
    'deb-priority': one,
    architecture: one,
    'after-install': one,
    'after-remove': one,
    category: one,
    description: one,
    license: one,
    maintainer: one,
    name: one,
    package: one,
    url: one,
    vendor: one,
    version: one,
  },
});
if (values.source !== 'dir' || values.target !== 'deb')
  throw new Error('only a .deb of folders and files is made here');

const tree = mkdtempSync(join(tmpdir(), 'farmwright-deb-'));
try {
  for (const mapping of positionals) place(mapping);
  const documents = join(tree, 'usr/share/doc', values.name);
  mkdirSync(documents, { recursive: true });
  writeFileSync(join(documents, 'copyright'), copyright());
  const [installed, checksums] = [kibibytesBelow(tree), md5sums()];
  mkdirSync(join(tree, 'DEBIAN'));
  writeFileSync(join(tree, 'DEBIAN/md5sums'), checksums);
  writeFileSync(join(tree, 'DEBIAN/control'), control(installed));
  const scripts = { postinst: values['after-install'], postrm: values['after-remove'] };
  for (const [name, file] of Object.entries(scripts))
    if (file !== undefined) {
      cpSync(file, join(tree, 'DEBIAN', name));
      execFileSync('chmod', ['0755', join(tree, 'DEBIAN', name)]);
    }
  // What is installed is readable by everybody, whatever the umask here.
  execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', tree]);
  const compression = values['deb-compression'] ?? 'xz';
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', tree, values.package], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
} finally {
  rmSync(tree, { recursive: true, force: true });
}

/** `source=target`; a source that ends in a slash is a folder whose content goes there. */
function place(mapping) {
  const at = mapping.lastIndexOf('=');
  if (at < 0) throw new Error(`${mapping} does not say where it goes`);
  const target = join(tree, mapping.slice(at + 1));
  mkdirSync(dirname(target), { recursive: true });
  cpSync(mapping.slice(0, at), target, { recursive: true, verbatimSymlinks: true });
}

/** The copyright file, by Debian Policy 12.5: our licence, and where those of the rest are installed. */
function copyright() {
  const texts = filesBelow(tree).filter((file) => /^(LICENSES?|THIRD-PARTY-NOTICES)\b.*$/.test(basename(file)));
  const own = texts.find((file) => basename(file) === 'LICENSE.txt');
  if (own === undefined) throw new Error('the application has no LICENSE.txt');
  const others = texts.filter((file) => file !== own).map((file) => `  /${relative(tree, file)}\n`);
  return `${readFileSync(own, 'utf8')}\nThe licences of what comes with it:\n${others.join('')}`;
}

/** For `dpkg --verify`: the checksum and the path of every file, as deb-md5sums(5) has them. */
function md5sums() {
  const lines = filesBelow(tree).map((file) => {
    const sum = createHash('md5').update(readFileSync(file)).digest('hex');
    return `${sum}  ${relative(tree, file)}\n`;
  });
  return lines.join('');
}

function kibibytesBelow(folder) {
  return Math.ceil(filesBelow(folder).reduce((sum, file) => sum + statSync(file).size, 0) / 1024);
}

function filesBelow(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

/** The control file, by Debian Policy 5.3. A field without a value is left out. */
function control(installedSize) {
  const [synopsis = '', ...rest] = (values.description ?? '').split('\n');
  const fields = {
    Package: values.name,
    Version: values.version,
    Architecture: values.architecture,
    Maintainer: values.maintainer,
    'Installed-Size': String(installedSize),
    Depends: values.depends?.join(', '),
    Recommends: values['deb-recommends']?.join(', '),
    Section: values.category,
    Priority: values['deb-priority'],
    Homepage: values.url,
    Description: [synopsis, ...rest.map((line) => ` ${line.trim()}`)].join('\n'),
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`;
}
