import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { here, openingOf, type Surroundings } from './find-browser.ts';

/** How long a browser may take to close. */
const CLOSE_MS = 3000;

/** A window that was asked for. */
export interface OpenWindow {
  /** Closes an app window and removes what was made for it. The usual browser is left alone. */
  close(): Promise<void>;
}

/**
 * Opens a page of this server in an app window of Chromium, Chrome or Edge, or else in the usual browser. The link
 * holds a secret that opens the door, and every user of this computer can read arguments: the browser gets a page in a
 * file that only its owner can read, and that page leads on. The file goes as soon as the link is used.
 * @param makeLink a one-time link that tells when it is used
 * @param tell takes the sentence for a person where no window came up
 */
export function openWindow(
  makeLink: (opened: () => void) => string,
  tell: (sentence: string) => void,
  surroundings: Surroundings = here(),
): OpenWindow {
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-window-'));
  const page = join(folder, 'open.html');
  const link = makeLink(() => rmSync(page, { force: true }));
  writeFileSync(page, `<!doctype html><meta http-equiv="refresh" content="0;url=${link}"><title>Farmwright</title>`, {
    mode: 0o600,
  });
  const opening = openingOf(pathToFileURL(page).href, join(folder, 'profile'), surroundings);
  // A process group of its own: Ctrl+C in the terminal is for Farmwright, which then closes the window in order.
  const child = spawn(opening.program, opening.args, { stdio: 'ignore', detached: true, env: surroundings.env });
  const ended = new Promise<void>((resolve) => {
    const failed = () => tell('No window could be opened; use the address above.');
    child.once('error', () => {
      failed();
      resolve();
    });
    child.once('exit', (code) => {
      // Explorer says 1 whatever it did.
      if (code !== null && code !== 0 && surroundings.platform !== 'win32') failed();
      resolve();
    });
  });
  child.unref();
  return {
    close: async () => {
      if (opening.isAppWindow) await endOf(child, ended);
      // The browser's last processes may still write into its profile.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** Ends a browser with all its processes; by force where it does not go by itself. */
async function endOf(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const send = (signal: NodeJS.Signals) => {
    try {
      if (process.platform === 'win32') child.kill(signal);
      else process.kill(-pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  };
  child.ref();
  send('SIGTERM');
  const limit = setTimeout(() => send('SIGKILL'), CLOSE_MS);
  await ended;
  clearTimeout(limit);
}
