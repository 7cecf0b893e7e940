import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seriousFindings, startBrowser } from '../support/browser.ts';
import { type BrowserShell, startBrowserShell } from '../support/browser-shell.ts';
import { type HeldLine, startHeldLine } from '../support/held-line.ts';

const RUN = { timeout: 180_000 };

let shell: BrowserShell;
let browser: Browser | undefined;
let line: HeldLine | undefined;
beforeEach(async () => {
  shell = await startBrowserShell();
});
afterEach(async () => {
  await browser?.close();
  await line?.end();
  await shell.end();
});

/** The start page, led through a way on which its line to the core is held. */
async function openHeld(what: 'connection' | 'answers'): Promise<Page> {
  const link = new URL(shell.link);
  line = await startHeldLine(Number(link.port), what);
  browser = await startBrowser({ localhost: `127.0.0.1:${line.port}` });
  link.hostname = 'localhost';
  const page = await (await browser.newContext()).newPage();
  await page.goto(link.href);
  return page;
}

test.each([
  { what: 'connection', told: 'Connecting to Farmwright on this computer.' },
  { what: 'answers', told: 'Looking for the load balancers on this computer.' },
] as const)('the start page can be used before any answer, $what held, and says what it waits for', async ({
  what,
  told,
}) => {
  const page = await openHeld(what);
  await page.getByText(told).first().waitFor(RUN);
  await page.getByText('Looking for recent farms.').waitFor(RUN);
  expect(await page.getByRole('radio').count()).toBe(0);

  // By keyboard: a name is typed, and a choice is opened.
  const name = page.getByLabel('Name of the farm');
  for (let presses = 0; presses < 30 && !(await name.evaluate((field) => field === document.activeElement)); presses++)
    await page.keyboard.press('Tab');
  await page.keyboard.type('Day one');
  expect(await name.inputValue()).toBe('Day one');
  expect(await seriousFindings(page)).toEqual([]);

  // What was typed is still there when the answers come.
  line?.letGo();
  await page.getByRole('radio').first().waitFor(RUN);
  await page.getByText('No farms yet.').waitFor(RUN);
  expect(await page.getByText(told).count()).toBe(0);
  expect(await name.inputValue()).toBe('Day one');
}, 360_000);
