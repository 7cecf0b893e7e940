import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePages } from '../../build/bundle.mjs';
import { practiceEntries } from './practice-entries.ts';
import { until } from './until.ts';

/** The real browser shell in a process of its own. */
export interface BrowserShell {
  /** Opens the door once. */
  link: string;
  /** What its practice farms left in its temporary folder. */
  left(): string[];
  end(): Promise<void>;
}

/** Starts the built browser shell without opening a window. */
export async function startBrowserShell(): Promise<BrowserShell> {
  await bundlePages(() => {});
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-shell-'));
  const entry = join(await practiceEntries(), 'server.mjs');
  const child = spawn(process.execPath, [entry, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = once(child, 'exit');
  const link = await until(() => /http:\/\/\S+/.exec(output)?.[0], {
    limitMs: 20_000,
    what: 'the shell tells its address',
  });
  return {
    link,
    left: () => readdirSync(folder),
    end: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
