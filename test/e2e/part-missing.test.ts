import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type BrowserShell, startBrowserShell } from '../support/browser-shell.ts';
import { WizardBrowser } from '../support/wizard-browser.ts';
import { beginFarm } from '../support/wizard-journey.ts';

let browser: Browser;
let shell: BrowserShell;
beforeAll(async () => {
  [browser, shell] = await Promise.all([startBrowser(), startBrowserShell()]);
});
afterAll(async () => {
  await shell?.end();
  await browser?.close();
});

test('a part that is loaded late and cannot be had leaves words and a way on, and no blank window', async () => {
  const wizard = await WizardBrowser.open(browser, shell.link);
  const { page } = wizard;
  await beginFarm(wizard);
  await wizard.press('Continue to Topology');
  await wizard.at(2, 'Topology');
  await page.goto(page.url().replace(/topology$/, 'verify'));
  await wizard.at(8, 'Verify');
  await page.route('**/*.js', (route) => route.abort());
  await page.evaluate(() => {
    history.pushState(null, '', location.pathname.replace(/verify$/, 'ip-detection'));
    dispatchEvent(new PopStateEvent('popstate'));
  });
  await wizard.shown('Part of this page could not be shown');
  await page.unroute('**/*.js');
  await wizard.press('Reload the page');
  await wizard.at(6, 'IP detection');
  await wizard.shown(/^Trusted proxies: /);
  await wizard.close();
  expect(wizard.complaints.length).toBeGreaterThan(0);
}, 360_000);
