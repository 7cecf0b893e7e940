import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../bundle.mjs';

/**
 * Parts of the product, or of its tests, bundled into a folder and loaded from there: what a bench calls itself.
 * @param {string} into the folder
 * @param {Record<string, string>} sources the source of each bundle, by name, from the top of the checkout
 * @returns all that they export
 */
export async function bundledParts(into, sources) {
  const { rolldown } = await import('rolldown');
  const input = Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, join(ROOT, source)]));
  const build = await rolldown({ cwd: ROOT, input, platform: 'node', logLevel: 'warn' });
  const banner = "import { createRequire as ofBundle } from 'node:module'; const require = ofBundle(import.meta.url);";
  await build.write({ dir: into, format: 'esm', entryFileNames: '[name].mjs', banner });
  await build.close();
  copyFileSync(join(ROOT, 'node_modules/sql.js/dist/sql-wasm.wasm'), join(into, 'sql-wasm.wasm'));
  const parts = await Promise.all(Object.keys(input).map((name) => import(join(into, `${name}.mjs`))));
  return Object.assign({}, ...parts);
}
