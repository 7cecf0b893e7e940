import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Modules that a bundler adds of its own begin so, as in `\0rolldown/runtime.js`: its name is the package's. */
const OF_THE_BUNDLER = /^\0(rolldown|vite)\//;

/**
 * A plug-in of rolldown and Vite that notes which npm packages' modules are in a bundle.
 * @param {string} root of the checkout
 * @returns {{ plugin: import('rolldown').Plugin, folders: () => string[] }} `folders` gives, once the bundle is made, the
 *   packages' folders from the root on with slashes, sorted. Throws if a module outside the checkout has no package.
 */
export function bundledPackages(root) {
  const modules = new Set();
  return {
    plugin: {
      name: 'bundled-packages',
      generateBundle(_options, bundle) {
        for (const output of Object.values(bundle))
          if (output.type === 'chunk') for (const id of output.moduleIds) modules.add(id);
      },
    },
    folders: () => {
      const folders = [...modules].map((id) => packageOf(id, root)).filter((folder) => folder !== null);
      return [...new Set(folders)].sort();
    },
  };
}

/** The folder of the package that a module is of; null for our own. */
function packageOf(id, root) {
  const [, bundler] = OF_THE_BUNDLER.exec(id) ?? [];
  if (bundler !== undefined) return `node_modules/${bundler}`;
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  const base = root.replaceAll('\\', '/');
  if (!path.includes('/node_modules/')) {
    if (path.startsWith(base)) return null;
    throw new Error(`${id} is bundled, and nobody knows whose it is`);
  }
  // Folders inside a package may have a package.json too: it says of what kind its modules are, and has no name.
  for (let folder = dirname(path); folder.includes('/node_modules/'); folder = dirname(folder))
    if (isPackage(folder)) return relative(root, folder).replaceAll('\\', '/');
  throw new Error(`${id} is bundled, and is of no package`);
}

function isPackage(folder) {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  const { name, version } = JSON.parse(readFileSync(file, 'utf8'));
  return Boolean(name && version);
}
