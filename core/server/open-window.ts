import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** Whether a window can be shown here: not without a display, and not in a build. */
export function hasDisplay(): boolean {
  if (process.env.CI !== undefined) return false;
  if (process.platform !== 'linux') return true;
  return process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
}

/**
 * Opens the link in an app window of Chromium, Chrome or Edge, or else in the usual browser. The link holds a secret
 * that opens the door, so it stands in no argument: the browser gets a page in a file only its owner can read, and
 * that page leads on. `close` removes it.
 */
export function openWindow(link: string): { close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-window-'));
  const page = join(folder, 'open.html');
  writeFileSync(page, `<!doctype html><meta http-equiv="refresh" content="0;url=${link}"><title>Farmwright</title>`, {
    mode: 0o600,
  });
  const address = pathToFileURL(page).href;
  const [program, ...args] = command(address, join(folder, 'profile'));
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => process.stdout.write('No browser could be opened; use the address above.\n'));
  child.unref();
  return { close: () => rmSync(folder, { recursive: true, force: true }) };
}

function command(address: string, profile: string): [string, ...string[]] {
  if (process.platform === 'darwin') return ['open', address];
  if (process.platform === 'win32') return ['explorer.exe', address];
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => BROWSERS.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  if (found === undefined) return ['xdg-open', address];
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [];
  return [found, `--app=${address}`, `--user-data-dir=${profile}`, '--no-first-run', ...asRoot];
}
