import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { seriousFindings, startBrowser } from '../support/browser.ts';
import { DesktopHands } from '../support/desktop-hands.ts';
import { type DesktopApp, startDesktop } from '../support/electron-app.ts';
import { listeningAt } from '../support/listening.ts';

let browser: Browser;
let desktop: DesktopApp;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  desktop = await startDesktop(browser);
});
afterEach(() => desktop?.end());

test('the newcomer’s story in the desktop window: why the address is wrong, mended, and nothing listens for pages', async () => {
  const hands = new DesktopHands(desktop.page);
  await hands.press('Try a practice farm');
  await hands.shown('The audit record holds the address of the balancer');
  await hands.press('Show me why');
  await hands.shown('Evaluated with the setting in force');
  expect(await seriousFindings(desktop.page)).toEqual([]);
  // The main process is this one, with the stand-in; the pages come from it without any server.
  expect([...listeningAt(process.pid), ...listeningAt(desktop.core().pid)]).toEqual([]);
  await hands.press('Fix it');
  await hands.shown('The audit record holds your address');
  expect(await desktop.page.title()).toMatch(/Ready/);
  await hands.press('End practice farm');
  await hands.press('End it');
  await hands.shown('This practice farm has ended');
  expect(desktop.window.contents.strayed).toEqual([]);
  expect(desktop.complaints).toEqual([]);
}, 900_000);
