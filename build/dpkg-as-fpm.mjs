#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
  const installed = kibibytesBelow(tree);
  mkdirSync(join(tree, 'DEBIAN'));
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

function kibibytesBelow(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0);
  return Math.ceil(bytes / 1024);
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
