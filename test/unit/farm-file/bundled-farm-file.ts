import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BANNER =
  "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);";

let bundling: Promise<string> | null = null;

/** The farm file and its journal, bundled as they are shipped, for processes of their own. */
function bundledFarmFile(): Promise<string> {
  bundling ??= bundle();
  return bundling;
}

/** To be called when a file's tests are done. */
export async function removeBundle(): Promise<void> {
  if (bundling !== null) rmSync(await bundling, { recursive: true, force: true });
}

async function bundle(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-bundle-'));
  const input = {
    'farm-file': join(ROOT, 'core/farm-file/open-farm-file.ts'),
    journal: join(ROOT, 'core/journal/open-journal.ts'),
  };
  const build = await rolldown({ cwd: ROOT, input, platform: 'node', logLevel: 'warn' });
  await build.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', banner: BANNER });
  await build.close();
  copyFileSync(join(ROOT, 'node_modules/sql.js/dist/sql-wasm.wasm'), join(folder, 'sql-wasm.wasm'));
  return folder;
}

/** A process that does what it is told by lines, and answers each with a line. */
export interface Worker {
  process: ChildProcess;
  pid: number;
  ask(command: string): Promise<string>;
  ended: Promise<void>;
}

/**
 * Opens and closes one farm file on command. `open`: answers *open* or the error's code. `append TEXT`: a durable event.
 * `close`.
 */
const WORKER = `
  import { createInterface } from 'node:readline';
  const [folder, path] = process.argv.slice(1);
  const { openFarmFile } = await import(folder + '/farm-file.mjs');
  const { openJournal } = await import(folder + '/journal.mjs');
  let file, journal;
  const deeds = {
    ready: () => 'ready',
    open: async () => {
      file = await openFarmFile(path, { write: true });
      journal = openJournal(file);
      return 'open ' + file.notices.join(' ');
    },
    append: (sentence) => {
      journal.append({ sentence, body: { type: 'step.applying', step: sentence, inputs: '0' } });
      return 'appended';
    },
    close: () => { journal?.close(); file?.close(); journal = file = undefined; return 'closed'; },
  };
  for await (const line of createInterface({ input: process.stdin })) {
    const [deed, ...rest] = line.split(' ');
    try { console.log(await deeds[deed](rest.join(' '))); } catch (error) { console.log(error.code ?? String(error)); }
  }
`;

/** Starts one; it is ended with the test. */
export async function startWorker(path: string): Promise<Worker> {
  const folder = await bundledFarmFile();
  const child = spawn(process.execPath, ['--input-type=module', '-e', WORKER, folder, path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const worker: Worker = {
    process: child,
    pid: child.pid ?? 0,
    ended,
    ask: async (command) => {
      child.stdin.write(`${command}\n`);
      return String((await answers.next()).value).trim();
    },
  };
  await worker.ask('ready');
  return worker;
}
