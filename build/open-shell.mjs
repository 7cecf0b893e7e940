import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROGRAMS } from './packages.mjs';

/**
 * The built browser shell with farms of its own, and the system's Chromium without a window.
 * @param {string} entry the built `server.mjs`
 * @param {string} home a temporary home folder for the shell
 * @returns the link that opens the door once, the browser, and what ends both
 */
export async function openShell(entry, home) {
  const { chromium } = await import('playwright-core');
  const server = spawn(process.execPath, [entry, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, HOME: home, XDG_DATA_HOME: join(home, 'data') },
  });
  const link = await new Promise((resolve) => {
    server.stdout.setEncoding('utf8').on('data', (text) => {
      const found = /http:\/\/\S+/.exec(text);
      if (found !== null) resolve(found[0]);
    });
  });
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: PROGRAMS.chromium.program, args: asRoot });
  const close = async () => {
    await browser.close();
    server.kill('SIGTERM');
    await once(server, 'exit');
  };
  return { link, browser, close };
}
