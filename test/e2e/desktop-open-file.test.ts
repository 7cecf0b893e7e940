import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { DesktopHands } from '../support/desktop-hands.ts';
import { type DesktopApp, startDesktop } from '../support/electron-app.ts';

let browser: Browser;
let desktop: DesktopApp;
let hands: DesktopHands;
let file: string;
beforeAll(async () => {
  browser = await startBrowser();
  desktop = await startDesktop(browser);
  hands = new DesktopHands(desktop.page);
  file = join(desktop.home, 'Farmwright/handed-over.farm');
  await hands.begin('Handed over');
});
afterAll(async () => {
  await desktop?.end();
  await browser.close();
});

/** Back to the start page: each way there and onward is a navigation within the same document. */
async function close(): Promise<void> {
  await hands.press('Save and close');
  await hands.shown('Recent farms');
}

test.each([
  ['by a second instance', () => desktop.desk.secondInstance(['/opt/farmwright', file], '/')],
  [
    'by a second instance that a desktop started with an address',
    () => desktop.desk.secondInstance(['/opt/farmwright', pathToFileURL(file).href], '/'),
  ],
  ['by the system', () => desktop.desk.openFile(file)],
  [
    'by the menu',
    () => {
      desktop.desk.answers.push(file);
      const items = desktop.desk.menu.flatMap(({ submenu = [] }) => submenu);
      items.find(({ label }) => label === 'Open farm…')?.click?.();
    },
  ],
])('a farm file that is handed over %s is opened, wherever one has been in the window', async (_, handOver) => {
  await close();
  handOver();
  await hands.at(3, 'Database');
  expect(desktop.complaints).toEqual([]);
});

test('a file that comes while the page is loaded again waits for it, whatever comes without a file meanwhile', async () => {
  await close();
  const reloaded = desktop.page.reload({ waitUntil: 'commit' });
  await desktop.page.waitForEvent('request', (request) => request.isNavigationRequest());
  desktop.desk.secondInstance(['/opt/farmwright', file], '/');
  desktop.desk.secondInstance(['/opt/farmwright'], '/');
  await reloaded;
  await hands.at(3, 'Database');
});
