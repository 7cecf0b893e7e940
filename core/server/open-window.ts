import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { here, openingOf, type Surroundings } from './find-browser.ts';

/** How long a browser may take to close. */
const CLOSE_MS = 3000;

/**
 * Chromium leaves a folder with a socket in the temporary folder even when it is closed in order, so it gets a temporary
 * folder of its own, unless the path of that socket would then be longer than a socket's may be (unix(7): 107 bytes).
 */
const LONGEST_TEMPORARY = 107 - '/org.chromium.Chromium.XXXXXX/SingletonSocket'.length;

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
 * @param tell shows the sentence to the user if no window opened
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
  const env =
    opening.isAppWindow && folder.length <= LONGEST_TEMPORARY
      ? { ...surroundings.env, TMPDIR: folder }
      : surroundings.env;
  const child = spawn(opening.program, opening.args, { stdio: 'ignore', detached: true, env });
  const ended = new Promise<void>((resolve) => {
    const failed = () => tell('No window could be opened. Open the address above in a browser.');
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

/** Asks a browser to close; if it does not, kills it with all its processes. */
async function endOf(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill('SIGTERM');
  const limit = setTimeout(() => kill(child), CLOSE_MS);
  await ended;
  clearTimeout(limit);
}

function kill(child: ChildProcess): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
