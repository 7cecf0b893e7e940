import { readdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { picture, startBrowser } from '../support/browser.ts';
import { type BrowserShell, startBrowserShell } from '../support/browser-shell.ts';
import { type Look, WizardBrowser } from '../support/wizard-browser.ts';
import { beginFarm, chooseServicePassword } from '../support/wizard-journey.ts';

let browser: Browser;
let shell: BrowserShell;
let wizard: WizardBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  shell = await startBrowserShell();
});
afterEach(async () => {
  await wizard.close();
  await shell.end();
});

async function begin(look: Look = {}): Promise<void> {
  wizard = await WizardBrowser.open(browser, shell.link, look);
  await beginFarm(wizard);
}

test('an answer that is wrong is told at its field and in a summary, kept through a reload, and mended', async () => {
  await begin();
  await wizard.press('Continue to Topology');
  await wizard.at(2, 'Topology');
  await wizard.press('Continue to Database');
  await wizard.at(3, 'Database');
  await wizard.type('Service account', 'svc\u200bfarm');
  await wizard.press('Continue to First node');
  await wizard.shown('There is a problem');
  expect(await wizard.page.title()).toMatch(/^Error: 3 of 9: Database/);
  await wizard.page.reload();
  await wizard.at(3, 'Database');
  const field = wizard.page.getByLabel('Service account', { exact: true });
  expect(await field.inputValue()).toBe('svc\u200bfarm');
  await wizard.type('Service account', 'svc-farm');
  await wizard.press('Continue to First node');
  await wizard.at(4, 'First node');
  expect(wizard.complaints).toEqual([]);
}, 360_000);

test('a run is cancelled and says so; continued, it goes on without a browser, shows when it is reopened, and leaves no lock; changed since, it is never shown as ready', async () => {
  await begin();
  await wizard.page.goto(wizard.page.url().replace(/goal$/, 'verify'));
  await wizard.at(8, 'Verify');
  await chooseServicePassword(wizard);
  await wizard.press('Build and prove the whole farm');
  await wizard.shown(/^Running the plan/);
  await wizard.press('Cancel');
  await wizard.shown(/Last time: /);
  await wizard.press('Continue the run');
  await wizard.button('Cancel').waitFor();
  const { page } = wizard;
  const address = page.url().replace(/[a-z-]+$/, 'verify');
  await page.goto('about:blank');
  await page.goto(address);
  await wizard.shown(/^Ready: \d+ questions on \d+ nodes/);
  await wizard.idle();
  await wizard.press('Save and close');
  await wizard.shown('Recent farms');
  await wizard.shown(/Ready: \d+ questions on \d+ nodes/);
  expect(readdirSync(shell.farms).sort()).toEqual(['day-one.farm', 'day-one.farm.last-good']);

  await wizard.press('Open Day one');
  await page.waitForURL(/\/farm\/[^/]+\/[a-z-]+$/);
  await page.goto(page.url().replace(/[a-z-]+$/, 'further-nodes'));
  await page.getByLabel('Nodes', { exact: true }).first().fill('node-[01-04]');
  await wizard.press('Check my entries');
  await wizard.shown('4 names read');
  // A changed answer makes its pages out of date, and the verdict that was is not shown as green.
  await wizard.step(/^Nodes.*out of date/).waitFor();
  await wizard.step(/^Load balancer.*out of date/).waitFor();
  await wizard.go(/^Verify/);
  await wizard.at(8, 'Verify');
  await wizard.shown('The last verdict is out of date');
  expect(await page.getByRole('heading', { name: /^Ready/ }).count()).toBe(0);
  await wizard.button('Build and prove the whole farm').waitFor();
  await page.getByRole('link', { name: 'Farmwright', exact: true }).click();
  await wizard.shown(/^Out of date\. It was: Ready/);
  expect(wizard.complaints).toEqual([]);
}, 360_000);

test('at 320 pixels pages that wait for the proof fit too, and so does the whole plan', async () => {
  await begin({ width: 320, height: 800 });
  for (const page of ['further-nodes', 'verify', 'runbook', 'plan']) {
    await wizard.page.goto(wizard.page.url().replace(/[a-z-]+$/, page));
    await wizard.page.getByRole('heading', { level: 1 }).waitFor();
    await wizard.noSidewaysScroll();
    await picture(wizard.page, `wizard-waiting-${page}`);
  }
  expect(wizard.complaints).toEqual([]);
}, 360_000);
