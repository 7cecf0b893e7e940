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
  /** Stops its process where it stands, as a computer that sleeps does. */
  suspend(): void;
  /** Lets it go on. */
  resume(): void;
  /** Its temporary folder, where practice farms stand. */
  folder: string;
  /** What its practice farms left in its temporary folder. */
  left(): string[];
  /** Where its farm files are kept. */
  farms: string;
  end(): Promise<void>;
}

/** Starts the built browser shell without opening a window. */
export async function startBrowserShell(): Promise<BrowserShell> {
  await bundlePages(() => {});
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-shell-'));
  const home = mkdtempSync(join(tmpdir(), 'farmwright-home-'));
  const entry = join(await practiceEntries(), 'server.mjs');
  const child = spawn(process.execPath, [entry, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder, HOME: home, XDG_DATA_HOME: join(home, 'data') },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = once(child, 'exit');
  const link = await until(() => /http:\/\/\S+/.exec(output)?.[0], {
    limitMs: 60_000,
    what: 'the shell tells its address',
  });
  return {
    link,
    folder,
    suspend: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    farms: join(home, 'Farmwright'),
    left: () => readdirSync(folder),
    end: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
      rmSync(home, { recursive: true, force: true });
    },
  };
}
