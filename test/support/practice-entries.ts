import { type ChildProcess, fork } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const core = fileURLToPath(new URL('../../core/', import.meta.url));
const SOURCES: Record<string, string> = {
  database: 'databases/sqlite/entry.ts',
  'practice-node': 'practice/application/entry.ts',
  'practice-world': 'practice/world/entry.ts',
  'program-keeper': 'practice/keeper/entry.ts',
  proxy: 'proxy/entry.ts',
};

let bundled: Promise<string> | undefined;

/** Folder of the entries, bundled from the sources as they stand; removed when the process ends. */
export function practiceEntries(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-test-entries-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [name, source] of Object.entries(SOURCES)) {
    if (!existsSync(join(core, source))) continue;
    const build = await rolldown({ input: { [name]: join(core, source) }, platform: 'node' });
    await build.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', codeSplitting: false });
    await build.close();
  }
  copyFileSync(fileURLToPath(import.meta.resolve('sql.js/dist/sql-wasm.wasm')), join(folder, 'sql-wasm.wasm'));
  return folder;
}

/** Starts a bundled entry with an IPC channel, without any of this process's environment but its PATH. */
export async function startEntry(
  name: string,
  options: { detached?: boolean; cwd?: string } = {},
): Promise<ChildProcess> {
  return forkEntry(await practiceEntries(), name, options);
}

/** The same, from a folder that is known already. */
export function forkEntry(
  entries: string,
  name: string,
  options: { detached?: boolean; cwd?: string } = {},
): ChildProcess {
  return fork(join(entries, `${name}.mjs`), [], {
    ...options,
    execArgv: [],
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
