import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledPackages } from './bundled-packages.mjs';
import { ENTRIES } from './entries.mjs';
import { oneAtATime } from './one-at-a-time.mjs';

export const ROOT = fileURLToPath(new URL('../', import.meta.url));
const OUT = join(ROOT, 'out');
/** Every bundle is made again when these change. */
const BUNDLER = ['package-lock.json', 'build/bundle.mjs', 'build/bundled-packages.mjs'];
/** Beside each bundle: the folders of the npm packages whose code is in it. */
const PACKAGES = '.packages';

/** CommonJS parts inside the ESM bundles ask for Node's modules by `require`. */
const BANNER =
  "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);";

/**
 * Bundles the core's entries to `out/core`, unless they are there for these very sources.
 * @param {(line: string) => void} tell
 * @returns {Promise<string>} the folder
 */
export async function bundleCore(tell = (line) => process.stderr.write(`${line}\n`)) {
  return bundle('core', ['core', 'electron', 'package.json', 'build/entries.mjs'], tell, async (folder, plugin) => {
    const { rolldown } = await import('rolldown');
    const input = Object.fromEntries(Object.entries(ENTRIES).map(([name, source]) => [name, join(ROOT, source)]));
    const build = await rolldown({ cwd: ROOT, input, platform: 'node', plugins: [plugin], logLevel: 'warn' });
    await build.write({
      dir: folder,
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: 'shared-[hash].mjs',
      banner: BANNER,
    });
    await build.close();
    copyFileSync(join(ROOT, 'node_modules/sql.js/dist/sql-wasm.wasm'), join(folder, 'sql-wasm.wasm'));
  });
}

/**
 * Bundles the pages to `out/pages`, unless they are there for these very sources.
 * @param {(line: string) => void} tell
 * @returns {Promise<string>} the folder
 */
export async function bundlePages(tell = (line) => process.stderr.write(`${line}\n`)) {
  return bundle(
    'pages',
    ['renderer', 'core', 'tsconfig.json', 'build/vite.config.mjs'],
    tell,
    async (folder, plugin) => {
      const { build } = await import('vite');
      const { NODE_ENV } = process.env;
      // Whoever builds them: a development build is larger, and names files of this machine.
      process.env.NODE_ENV = 'production';
      try {
        await build({
          configFile: join(ROOT, 'build/vite.config.mjs'),
          logLevel: 'warn',
          plugins: [plugin],
          build: { outDir: folder, emptyOutDir: false },
        });
      } finally {
        // The tests and servers that are started next must not depend on who built the pages.
        if (NODE_ENV === undefined) delete process.env.NODE_ENV;
        else process.env.NODE_ENV = NODE_ENV;
      }
    },
  );
}

/**
 * Bundles Electron's main process and the preload script of its window to `out/electron`. What they start and show is
 * found beside it, in `out/core` and `out/pages`.
 * @param {(line: string) => void} tell
 * @returns {Promise<string>} the folder
 */
export async function bundleElectron(tell = (line) => process.stderr.write(`${line}\n`)) {
  return bundle('electron', ['electron', 'core/api', 'core/model', 'core/processes'], tell, async (folder, plugin) => {
    const { rolldown } = await import('rolldown');
    // A sandboxed preload script has to be CommonJS.
    for (const [name, format, file] of [
      ['main', 'esm', 'main.mjs'],
      ['preload', 'cjs', 'preload.cjs'],
    ]) {
      const input = join(ROOT, `electron/${name}.ts`);
      const build = await rolldown({
        cwd: ROOT,
        input,
        platform: 'node',
        external: ['electron'],
        plugins: [plugin],
        logLevel: 'warn',
      });
      await build.write({ file: join(folder, file), format });
      await build.close();
    }
  });
}

/** The folders, from the root on, of the npm packages whose code is in any of the three bundles that are there. */
export function packagesInBundles() {
  const lists = ['core', 'pages', 'electron'].map((name) => readFileSync(join(OUT, name, PACKAGES), 'utf8'));
  return [...new Set(lists.flatMap((list) => JSON.parse(list)))].sort();
}

/**
 * Builds into a folder of its own and moves it into place, so that a torn build is never seen; one process at a time, so
 * that two moves do not meet.
 */
async function bundle(name, parts, tell, make) {
  const sources = [...BUNDLER, ...parts];
  const folder = join(OUT, name);
  const stamp = join(folder, '.sources');
  const isThere = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === keyOf(sources);
  if (isThere()) return folder;
  return oneAtATime(join(OUT, `.${name}-lock`), async () => {
    // Another process may have built the same meanwhile.
    if (isThere()) return folder;
    tell(`Building ${name} …`);
    const key = keyOf(sources);
    removeNext(name);
    const next = join(OUT, `.${name}-next-${process.pid}`);
    mkdirSync(next, { recursive: true });
    try {
      const { plugin, folders } = bundledPackages(ROOT);
      await make(next, plugin);
      writeFileSync(join(next, PACKAGES), JSON.stringify(folders()));
      writeFileSync(join(next, '.sources'), key);
      replace(next, folder);
    } finally {
      removeNext(name);
    }
    return folder;
  });
}

function replace(next, folder) {
  if (existsSync(folder)) renameSync(folder, `${next}-old`);
  renameSync(next, folder);
}

/** Removes what is left of this build, and of those that were killed. */
function removeNext(name) {
  for (const entry of readdirSync(OUT))
    if (entry.startsWith(`.${name}-next-`)) rmSync(join(OUT, entry), { recursive: true, force: true });
}

function keyOf(sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesBelow(join(ROOT, source)))) {
    hash.update(`${relative(ROOT, file)}\0`);
    hash.update(readFileSync(file));
    hash.update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const list = readdirSync(path, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return list.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}
