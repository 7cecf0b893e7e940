import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { electronDistribution } from '../../build/electron-distribution.mjs';
import { ROOT } from '../support/packaged.ts';

// Runs where there is Electron's own binary, and a display. What it shows cannot be shown by a stand-in: that Electron
// starts our main process, opens the window, and gives its page the core and nothing of Node.
test('the real Electron opens the window, and a practice farm is proven in it', async () => {
  const home = mkdtempSync(join(tmpdir(), 'farmwright-window-'));
  const { executable } = electronDistribution() ?? { executable: '' };
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const application = await _electron.launch({
    executablePath: executable,
    args: [...asRoot, `--user-data-dir=${join(home, 'window')}`, ROOT],
    env: { ...(process.env as Record<string, string>), HOME: home, XDG_DATA_HOME: join(home, 'data') },
  });
  onTestFinished(async () => {
    await application.close();
    rmSync(home, { recursive: true, force: true });
  });
  const page = await application.firstWindow();
  const limit = { timeout: 60_000 };
  const start = page.getByRole('button', { name: 'Try a practice farm' });
  await start.waitFor(limit);
  expect(await page.evaluate(() => [typeof globalThis.process, 'require' in globalThis])).toEqual(['undefined', false]);
  await start.click();
  await page.getByRole('button', { name: 'Show me why' }).waitFor(limit);
}, 180_000);
