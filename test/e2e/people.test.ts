import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { picture, seriousFindings, startBrowser } from '../support/browser.ts';
import { startBrowserShell } from '../support/browser-shell.ts';
import { coreStand } from '../support/core-stand.ts';
import { exampleFarm } from '../support/healthy-scene.ts';
import { type Look, WizardBrowser } from '../support/wizard-browser.ts';

const LOOKS: Record<string, Look> = {
  light: {},
  dark: { scheme: 'dark' },
  'zoom-200': { width: 640, height: 450 },
  narrow: { width: 320, height: 800 },
};
/** Who works at the hosts, by their role. */
const WHO = { node: 'Server team', balancer: 'Network team', database: 'Ada', hop: 'Network team', vantage: 'Ada' };

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** A farm on whose hosts people work, taken in by the browser shell. */
async function openFarmOfPeople(): Promise<WizardBrowser> {
  const shell = await startBrowserShell();
  onTestFinished(() => shell.end());
  const { farm, folder } = coreStand();
  const { id: _id, profile, ...answers } = exampleFarm();
  const hosts = answers.hosts.map((host) => ({ ...host, reach: { by: 'person', who: WHO[host.role] } }));
  const path = join(folder, 'own.farm');
  await farm.create({ path, profile, answers: { ...answers, hosts } });
  const wizard = await WizardBrowser.open(browser, shell.link);
  onTestFinished(() => wizard.close());
  await wizard.page.locator('input[type=file][accept=".farm"]').setInputFiles(path);
  await wizard.page.waitForURL(/\/goal$/);
  return wizard;
}

test('people are asked on the page of a step, a wrong text is told at its field, the right one leads on, and a document does the same', async () => {
  const wizard = await openFarmOfPeople();
  const { page } = wizard;
  const lookAt = async (label: string) => {
    for (const [name, look] of Object.entries(LOOKS)) {
      await wizard.lookAs(look);
      await wizard.noSidewaysScroll();
      await picture(page, `people-${name}-${label}`);
      expect(await seriousFindings(page), `${label}, ${name}`).toEqual([]);
    }
    await wizard.lookAs({});
  };
  const toPage = (name: string) => page.goto(page.url().replace(/[a-z-]+$/, name));
  await toPage('database');
  await wizard.press('Prepare the database');
  await wizard.shown('Waiting for Ada: 2 items');
  await wizard.step(/^Database.*waiting for Ada/).waitFor();
  await wizard.shown(/CREATE|create_database/);

  const text = page.getByLabel('What was seen', { exact: true });
  await wizard.type('What was seen', 'it worked');
  await wizard.press(/^Done: /);
  await wizard.shown('Enter the name of the person who did it.');
  await wizard.type('Handed in by', 'Ada Lovelace');
  await wizard.press(/^Done: /);
  await wizard.shown(/does not show the expected answer of: /);
  const told = await text.evaluate((field) => ({
    focused: field === document.activeElement,
    invalid: field.getAttribute('aria-invalid'),
    by: (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent),
  }));
  expect(told).toMatchObject({ focused: true, invalid: 'true' });
  expect(told.by.join(' ')).toContain('does not show the expected answer of: ');
  await lookAt('wrong-text');

  await wizard.press(/^It failed: /);
  await wizard.shown(/^Reported as failed by Ada Lovelace/);
  await wizard.type('What was seen', ' 1 | 1 | 1');
  await wizard.press(/^Done: /);
  await wizard.button(/^Done: Create the application’s tables/).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H2');
  expect(await page.getByLabel('Handed in by', { exact: true }).first().inputValue()).toBe('Ada Lovelace');

  await toPage('topology');
  await wizard.shown('Waiting for Ada: 1 item');
  await page.getByRole('link', { name: 'Create the application’s tables' }).waitFor();
  await page.getByText('Instructions as documents').click();
  const [download] = await Promise.all([page.waitForEvent('download'), wizard.press('Save as Markdown: Ada')]);
  expect(download.suggestedFilename()).toMatch(/-for-ada\.md$/);
  await lookAt('documents');
  const pack = readFileSync(await download.path(), 'utf8');
  const fill = (answer: string) =>
    pack
      .replace('Outcome, done or failed:', 'Outcome, done or failed: done')
      .replace('Answer, below this line:', `Answer, below this line:\n${answer}`);
  const filledIn = page.getByLabel('Text of the filled-in document', { exact: true });
  await wizard.press('Take in the answers');
  await wizard.shown('Paste the filled-in document, or choose its file.');
  await filledIn.fill(fill('nothing'));
  await wizard.type('Handed in by', 'Ada Lovelace');
  await wizard.press('Take in the answers');
  await wizard.shown('1 answer could not be used:');
  await page.locator('input[type=file][accept^=".md"]').setInputFiles({
    name: 'filled.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from(fill(' 2')),
  });
  await wizard.press('Take in the answers');
  await page.getByText('Waiting for Ada: 1 item').waitFor({ state: 'detached' });
  await wizard.step(/^Database.*done/).waitFor();

  await toPage('verify');
  await page.getByRole('checkbox', { name: /audit record/ }).check();
  await wizard.press('Build and prove the whole farm');
  await wizard.shown('Waiting for Server team: 3 items');
  await lookAt('before-proof');
  await page.getByRole('link', { name: /^Certificate for / }).click();
  await wizard.at(4, 'First node');
  await wizard.button(/^Done: Certificate for /).waitFor();
  await lookAt('first-node');
  expect(wizard.complaints).toEqual([]);
}, 720_000);
