import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** How the window is opened: an app window of its own process, or the usual browser by the system's opener. */
export interface Opening {
  program: string;
  args: string[];
  isAppWindow: boolean;
}

/** What the choice depends on. */
export interface Surroundings {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  exists(path: string): boolean;
  isRoot: boolean;
}

const LINUX = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const MAC = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
const WINDOWS = ['Microsoft\\Edge\\Application\\msedge.exe', 'Google\\Chrome\\Application\\chrome.exe'];

/** This computer. */
export function here(): Surroundings {
  const { platform, env } = process;
  return { platform, env, exists: existsSync, isRoot: process.getuid?.() === 0 };
}

/** Whether a window can be shown: not without a display, and not in a build. */
export function hasDisplay({ platform, env }: Surroundings): boolean {
  if (env.CI) return false;
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * How to open a page: as an app window if there is a Chromium, Chrome or Edge, else by the system's opener.
 * @param address of the page; it stands in the arguments, so it holds no secret
 * @param profile folder of the app window's own profile
 */
export function openingOf(address: string, profile: string, surroundings: Surroundings): Opening {
  const browser = candidates(surroundings).find((path) => surroundings.exists(path));
  if (browser === undefined) return { program: opener(surroundings), args: [address], isAppWindow: false };
  // As root, Chromium runs without its sandbox only; the other argument keeps it from warning of that in a bar.
  const asRoot = surroundings.isRoot ? ['--no-sandbox', '--test-type'] : [];
  const args = [`--app=${address}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check'];
  return { program: browser, args: [...args, ...asRoot], isAppWindow: true };
}

function candidates({ platform, env }: Surroundings): string[] {
  if (platform === 'darwin') return MAC.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (platform === 'win32') {
    const folders = [env['ProgramFiles(x86)'], env.ProgramFiles, env.LOCALAPPDATA].filter((folder) => folder);
    return folders.flatMap((folder) => WINDOWS.map((path) => win32.join(folder ?? '', path)));
  }
  const folders = (env.PATH ?? '').split(posix.delimiter).filter((folder) => folder.startsWith('/'));
  return LINUX.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
}

function opener({ platform }: Surroundings): string {
  if (platform === 'darwin') return 'open';
  return platform === 'win32' ? 'explorer.exe' : 'xdg-open';
}
