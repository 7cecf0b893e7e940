import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bundle.mjs';
import { PROGRAMS } from './packages.mjs';
import { setUp } from './setup.mjs';

/** Makes the pictures of the README from the real pages, with the system's Chromium. */
await setUp();
const { bundleCore, bundlePages } = await import('./bundle.mjs');
const { chromium } = await import('playwright-core');
const entry = join(await bundleCore(), 'server.mjs');
await bundlePages();
mkdirSync(join(ROOT, 'docs'), { recursive: true });

// Farms of the pictures are nobody's.
const home = mkdtempSync(join(tmpdir(), 'farmwright-pictures-'));
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
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 860 } });
  const take = (name) => page.screenshot({ path: join(ROOT, 'docs', `${name}.png`), animations: 'disabled' });
  const limit = { timeout: 60_000 };
  await page.goto(link);
  await page.getByRole('button', { name: 'Try a practice farm' }).waitFor(limit);
  await take('start');
  await page.getByRole('button', { name: 'Try a practice farm' }).click();
  await page.getByRole('button', { name: 'Show me why' }).click(limit);
  await page.getByText('What the application will believe').waitFor(limit);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.setViewportSize({ width: 1200, height: 1500 });
  await take('why');
  await page.setViewportSize({ width: 1200, height: 860 });
  await page.getByRole('button', { name: 'Fix it' }).click();
  await page.getByText('The audit shows you').waitFor(limit);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => window.scrollTo(0, 0));
  await take('ready-dark');
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await once(server, 'exit');
  rmSync(home, { recursive: true, force: true });
}
