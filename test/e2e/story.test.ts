import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { COLOUR_RULES, picture, STILL, seriousFindings, startBrowser } from '../support/browser.ts';
import { type BrowserShell, startBrowserShell } from '../support/browser-shell.ts';
import { until } from '../support/until.ts';
import { tabTo } from '../support/wizard-browser.ts';

const RUN = { timeout: 180_000 };
let browser: Browser;
let shell: BrowserShell;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  shell = await startBrowserShell();
});
afterEach(async () => {
  await context.close();
  await shell.end();
});

async function open(): Promise<void> {
  context = await browser.newContext({ ...STILL, viewport: { width: 1280, height: 900 } });
  await context.addInitScript(COUNT_ACTIVATIONS);
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(shell.link);
  await page.getByRole('button', { name: 'Try a practice farm' }).waitFor(RUN);
}

const LOOKS = [
  { name: 'dark', scheme: 'dark', width: 1280, height: 900 },
  { name: 'narrow', scheme: 'light', width: 320, height: 800 },
  { name: 'zoom-200', scheme: 'light', width: 640, height: 450 },
  { name: 'light', scheme: 'light', width: 1280, height: 900 },
] as const;

/** The page as it stands in every look: nothing serious for axe, and nothing that needs scrolling sideways. */
async function lookAt(what: string): Promise<void> {
  for (const { name, scheme, width, height } of LOOKS) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height });
    await until(async () => (await sideways()) === 0, { what: `${what} fits, ${name}` });
    await picture(page, `${name}-${what}`);
    expect(await seriousFindings(page, scheme === 'dark' ? COLOUR_RULES : undefined), `${what}, ${name}`).toEqual([]);
  }
}

const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Counts in the page itself what a person presses or clicks. */
const COUNT_ACTIVATIONS = `window.activations = 0;
  addEventListener('click', (event) => { if (event.isTrusted) window.activations++; }, true);`;

async function toButton(name: RegExp): Promise<void> {
  const button = page.getByRole('button', { name }).first();
  await button.waitFor(RUN);
  await tabTo(page, button, String(name));
}

const focused = () => page.evaluate(() => document.activeElement?.tagName ?? '');
const shown = (text: string | RegExp) => page.getByText(text).first().waitFor(RUN);

test('the story by keyboard alone, in every look: it fits, with nothing serious for axe; loaded again in mid-run it goes on, and ended it leaves nothing', async () => {
  await open();
  await lookAt('1-start');
  await toButton(/^Try a practice farm$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/practice\//, RUN);
  await until(async () => (await focused()) === 'H1', { what: 'the focus is on the heading of the page' });
  await shown(/of \d+ steps done/);
  await picture(page, 'light-2-running');
  expect(await seriousFindings(page)).toEqual([]);

  await shown('The audit record holds the address of the balancer');
  await toButton(/^Show me why$/);
  await page.keyboard.press('Enter');
  await shown('Evaluated with the setting in force');
  await shown('First difference');
  // From the start page to seeing why the address is wrong; 6 are allowed.
  const activations = await page.evaluate(() => (window as Window & { activations?: number }).activations);
  expect(activations).toBe(2);
  await lookAt('3-why');

  // A page that is loaded again in mid-run shows what happened, and goes on.
  await toButton(/^Fix it$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Fix it' }).waitFor({ state: 'detached', ...RUN });
  expect(shell.left().some((name) => name.startsWith('farmwright-practice-'))).toBe(true);
  await page.reload();
  await shown('The audit record holds your address');
  await shown(/Ready: \d+ checks/);
  await lookAt('4-ready');
  expect(await page.title()).toMatch(/Ready/);
  await page.getByRole('button', { name: 'End practice farm' }).click();
  await page.getByRole('button', { name: 'End it' }).click();
  await shown('This practice farm has ended');
  expect(shell.left()).toEqual([]);
  expect(complaints).toEqual([]);
}, 900_000);
