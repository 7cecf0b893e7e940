import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { bundleCore } from '../../build/bundle.mjs';

/** Folder of the bundled entries, made from the sources as they stand. */
export function practiceEntries(): Promise<string> {
  return bundleCore(() => {});
}

/** The bundled command line. */
export async function commandLineEntry(): Promise<string> {
  return join(await practiceEntries(), 'cli.mjs');
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
