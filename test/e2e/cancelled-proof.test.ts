import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picture, seriousFindings, startBrowser } from '../support/browser.ts';
import { type BrowserShell, startBrowserShell } from '../support/browser-shell.ts';
import { WizardBrowser } from '../support/wizard-browser.ts';
import { beginFarm, chooseServicePassword } from '../support/wizard-journey.ts';

let browser: Browser;
let shell: BrowserShell;
let wizard: WizardBrowser;
beforeAll(async () => {
  browser = await startBrowser();
  shell = await startBrowserShell();
  wizard = await WizardBrowser.open(browser, shell.link);
});
afterAll(async () => {
  await wizard?.close();
  await shell?.end();
  await browser?.close();
});

test('a proof that a person cancels says so once, with what was checked, and no page needs attention for it', async () => {
  await beginFarm(wizard);
  await wizard.page.goto(wizard.page.url().replace(/goal$/, 'verify'));
  await wizard.at(8, 'Verify');
  await chooseServicePassword(wizard);
  await wizard.press('Build and prove the whole farm');
  await wizard.shown(/^[1-9]\d+ checks completed in/);
  await wizard.press('Cancel');
  await wizard.idle();
  await wizard.shown(/^You cancelled\. \d+ of \d+ checks were done\.$/);
  await wizard.shown('Verify again.');
  const { page } = wizard;
  expect(await page.getByText(/^Last time: /).count()).toBe(0);
  for (const text of ['Most likely cause', 'Other possible cause', 'Go to Load balancer'])
    expect(await page.getByText(text).count(), text).toBe(0);
  const said = await page
    .getByRole('navigation')
    .getByRole('link', { name: /needs attention/ })
    .allInnerTexts();
  expect(said.map((text) => text.split('\n')[0]?.trim())).toEqual(['8'].slice(0, said.length));
  const rows = page.getByRole('table', { name: /^Each path through the farm/ }).getByRole('row');
  expect(await rows.count()).toBeGreaterThan(0);
  expect(await seriousFindings(page)).toEqual([]);
  await picture(page, 'cancelled-proof');
  await wizard.lookAs({ width: 320, height: 800 });
  await wizard.noSidewaysScroll();
  await picture(page, 'cancelled-proof-narrow');
  await wizard.lookAs({});
  await wizard.press('Prove the farm again');
  await wizard.shown(/^Ready: \d+ questions on \d+ nodes/);
  expect(wizard.complaints).toEqual([]);
}, 540_000);
