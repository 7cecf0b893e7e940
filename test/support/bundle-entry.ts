import { mkdtempSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BANNER =
  "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);";

/**
 * A test's own program, bundled with the product's sources, to be run as a process.
 * @param source path from the root of the checkout
 * @returns the file; its folder is the caller's to remove
 */
export async function bundleEntry(source: string): Promise<{ folder: string; file: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'fw-entry-'));
  const build = await rolldown({ cwd: ROOT, input: join(ROOT, source), platform: 'node', logLevel: 'warn' });
  await build.write({ dir: folder, format: 'esm', entryFileNames: 'entry.mjs', banner: BANNER });
  await build.close();
  await copyFile(join(ROOT, 'node_modules/sql.js/dist/sql-wasm.wasm'), join(folder, 'sql-wasm.wasm'));
  return { folder, file: join(folder, 'entry.mjs') };
}
