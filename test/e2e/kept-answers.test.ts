import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type BrowserShell, startBrowserShell } from '../support/browser-shell.ts';
import { WizardBrowser } from '../support/wizard-browser.ts';
import { beginFarm, PASSWORD } from '../support/wizard-journey.ts';

const RUN = { timeout: 180_000 };

let browser: Browser;
let shell: BrowserShell;
let wizard: WizardBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  shell = await startBrowserShell();
  wizard = await WizardBrowser.open(browser, shell.link);
  await beginFarm(wizard);
});
afterEach(async () => {
  await wizard.close();
  await shell.end();
});

const toPage = (page: Page, name: string) => page.goto(wizard.page.url().replace(/[a-z-]+$/, name));
const brand = () => wizard.page.getByRole('link', { name: 'Farmwright', exact: true });

test('names that cannot be used stay with what is wrong with them, through a reload and on the way on', async () => {
  await toPage(wizard.page, 'further-nodes');
  const area = () => wizard.page.getByLabel('Nodes', { exact: true }).first();
  await area().fill('web-1, web-2\nweb_3\nweb-1');
  await wizard.press('Check my entries');
  await wizard.shown('There is a problem');
  await wizard.shown('1 entry cannot be used');
  await wizard.shown('1 entry was counted once or not used');
  await wizard.step(/^Nodes.*needs attention/).waitFor(RUN);
  await wizard.page.reload();
  await wizard.shown('1 entry cannot be used');
  expect(await area().inputValue()).toBe('web-1, web-2\nweb_3\nweb-1');
  await wizard.press(/^Continue to/);
  await wizard.shown('There is a problem');
  await area().fill('web-1, web-2\nweb-3');
  await wizard.press('Check my entries');
  await wizard.shown('web-1, web-2, web-3');
  await wizard.page.reload();
  await wizard.shown('3 names read');
  expect(await area().inputValue()).toBe('web-1\nweb-2\nweb-3');
  expect(wizard.complaints).toEqual([]);
}, 360_000);

test('an answer typed as a run begins is kept: fields are locked with the reason, leaving asks, and it is saved at the end', async () => {
  const field = wizard.page.getByLabel('Name of the farm', { exact: true });
  await field.fill('Typed too late');
  const other = await wizard.page.context().newPage();
  await toPage(other, 'verify');
  await other.getByLabel('Password of the service account', { exact: true }).fill(PASSWORD);
  await other.getByLabel('Repeat: Password of the service account', { exact: true }).fill(PASSWORD);
  await other.keyboard.press('Enter');
  await other.getByRole('button', { name: 'Build and prove the whole farm' }).click();
  await wizard.shown(/^Answers cannot be changed while a run is in progress/);
  expect(await field.getAttribute('readonly')).not.toBe(null);
  const told = await field.evaluate((input) =>
    (input.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent),
  );
  expect(told.join(' ')).toContain('Answers cannot be changed while a run is in progress');
  await field.blur();
  await wizard.shown('not saved');
  const asked = new Promise<string>((resolve) => {
    wizard.page.once('dialog', (dialog) => {
      resolve(dialog.message());
      void dialog.dismiss();
    });
  });
  await brand().click();
  expect(await asked).toMatch(/not saved/);
  expect(wizard.page.url()).toMatch(/\/goal$/);
  await other.getByRole('button', { name: 'Cancel', exact: true }).click();
  await wizard.page.getByText('not saved', { exact: true }).waitFor({ ...RUN, state: 'hidden' });
  expect(await wizard.button('Save again').count()).toBe(0);
  await wizard.page.reload();
  await wizard.at(1, 'Goal');
  expect(await field.inputValue()).toBe('Typed too late');
}, 540_000);
