import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { STILL, startBrowser } from '../support/browser.ts';
import { type BrowserShell, startBrowserShell } from '../support/browser-shell.ts';
import { type Forwarder, startForwarder } from '../support/forwarder.ts';

const RUN = { timeout: 180_000 };
/** Longer than a page takes to see that nobody answers. The page's clock is moved on; nobody waits. */
const LONG_MS = 15_000;
const LOST = { name: 'Connection', exact: true };

let browser: Browser;
let shell: BrowserShell;
let way: Forwarder;
let page: Page;
let link: URL;
beforeEach(async () => {
  shell = await startBrowserShell();
  link = new URL(shell.link);
  way = await startForwarder(Number(link.port));
  // The page asks for the server's own name and port, and is led through the way that can go dead.
  browser = await startBrowser({ localhost: `127.0.0.1:${way.port}` });
  link.hostname = 'localhost';
  page = await (await browser.newContext(STILL)).newPage();
  await page.clock.install();
  await page.goto(link.href);
  await page.getByRole('button', { name: 'Try a practice farm' }).click(RUN);
  await page
    .getByText(/[1-9] of \d+ steps done/)
    .first()
    .waitFor(RUN);
});
afterEach(async () => {
  await browser.close();
  await way.end();
  await shell.end();
});

/** What the page tells of the farm, once its first proof is there; without times, which differ by how long a page is there. */
async function story(of: Page): Promise<string> {
  await of.getByText('The audit record holds the address of the balancer').first().waitFor(RUN);
  await of.getByRole('region', LOST).waitFor({ state: 'detached', ...RUN });
  return of.getByRole('main').innerText();
}

/** Everything that happened is on the page, once: a page that is opened anew and reads all of it tells the same. */
async function expectWholeStory(): Promise<void> {
  const told = await story(page);
  const fresh = await page.context().newPage();
  await fresh.goto(page.url());
  await expect.poll(() => story(fresh), RUN).toBe(told);
}

test('a page whose connection went dead in silence, and whose server slept later, says so, and has missed nothing', async () => {
  way.goDead();
  await page.clock.fastForward(LONG_MS);
  await page.clock.fastForward(LONG_MS);
  await page.getByRole('region', LOST).waitFor({ state: 'detached', ...RUN });
  shell.suspend();
  try {
    await page.clock.fastForward(LONG_MS);
    await page.clock.fastForward(LONG_MS);
    await page.getByRole('region', LOST).waitFor(RUN);
  } finally {
    shell.resume();
  }
  await expectWholeStory();
}, 900_000);
