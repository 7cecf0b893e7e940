import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecentFarms } from '../../core/farm-file/recent-farms.ts';
import { seriousFindings, startBrowser } from '../support/browser.ts';
import { type BrowserShell, startBrowserShell } from '../support/browser-shell.ts';
import { nodeNames, writeLargeFarm } from '../support/large-farm.ts';
import { WizardBrowser } from '../support/wizard-browser.ts';

const NODES = 500;
/** Rows of a table and items of a list that stand on a page at once. */
const AT_ONCE = 25;
/** Rows that are no nodes: column names, client, balancer, database, wizard. */
const OTHER_ROWS = 5;
/** Elements in a page's main part; 500 nodes with a line each in three lists would be ten times as many. */
const MOST_ELEMENTS = 2500;
const RUN = { timeout: 180_000 };
const PAGES = [
  [1, 'Goal'],
  [2, 'Topology'],
  [3, 'Database'],
  [4, 'First node'],
  [5, 'Nodes'],
  [6, 'IP detection'],
  [7, 'Load balancer'],
  [8, 'Verify'],
  [9, 'Runbook'],
] as const;

let browser: Browser;
let shell: BrowserShell;
let wizard: WizardBrowser;
beforeAll(async () => {
  [browser, shell] = [await startBrowser(), await startBrowserShell()];
  const path = join(shell.farms, '..', 'large.farm');
  await writeLargeFarm(path, NODES);
  new RecentFarms(join(shell.farms, '../data/farmwright/recent-farms.json')).note({
    ...{ path, name: 'Large', profileName: 'Sample application', standing: 'Set up and proven.' },
    at: new Date().toISOString(),
  });
  wizard = await WizardBrowser.open(browser, shell.link);
  await wizard.press('Open Large');
  await wizard.page.waitForFunction(() => document.title.includes(' of 9: '), null, RUN);
});
afterAll(async () => {
  await wizard.close();
  await browser.close();
  await shell.end();
});

async function goTo(number: number, label: string): Promise<void> {
  await wizard.step(new RegExp(`^${label}`)).click();
  await wizard.at(number, label);
}

const numbers = (rows: Locator, attribute: string) =>
  rows.evaluateAll((all, name) => all.map((row) => Number(row.getAttribute(name))), attribute);
const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

test('no page draws more than a bounded part of 500 nodes, and none has a serious finding for axe', async () => {
  for (const [number, label] of PAGES) {
    await goTo(number, label);
    const elements = await wizard.page.getByRole('main').locator('*').count();
    expect(elements, label).toBeLessThan(MOST_ELEMENTS);
    await wizard.noSidewaysScroll();
    expect(await seriousFindings(wizard.page), label).toEqual([]);
  }
  expect(wizard.complaints).toEqual([]);
}, 540_000);

test('a long table says which of how many rows it shows, and is turned by key without losing the focus', async () => {
  await goTo(2, 'Topology');
  const table = wizard.page.getByRole('table').first();
  expect(await table.getAttribute('aria-rowcount')).toBe(String(NODES + OTHER_ROWS));
  const rows = table.locator('tr[aria-rowindex]');
  expect(await numbers(rows, 'aria-rowindex')).toEqual([...from(1, 3 + AT_ONCE), NODES + 4, NODES + 5]);

  const next = wizard.button('Next').first();
  await next.focus();
  await wizard.page.keyboard.press('Enter');
  await wizard.shown(`26 to 50 of ${NODES} nodes`);
  expect(await numbers(rows, 'aria-rowindex')).toEqual([...from(1, 3), ...from(29, AT_ONCE), NODES + 4, NODES + 5]);
  expect(await next.evaluate((button) => button === document.activeElement)).toBe(true);

  await wizard.button('Last').first().click();
  await wizard.shown(`476 to 500 of ${NODES} nodes`);
  expect(await next.getAttribute('aria-disabled')).toBe('true');
  expect(await table.getByRole('rowheader', { name: `node-${NODES}`, exact: true }).count()).toBe(1);
});

test('the matrix draws the columns in sight, counts all of them, and is scrolled by key', async () => {
  await goTo(5, 'Nodes');
  await wizard.button('Show them').click();
  const region = wizard.page.getByRole('region', { name: /^Facts of every node/ });
  const table = region.getByRole('table');
  expect(await table.getAttribute('aria-colcount')).toBe(String(NODES + 1));
  const heads = table.locator('thead th[aria-colindex]');
  expect(await heads.count()).toBeLessThan(40);

  // The node that differs stands first; the last column is the last node that does not.
  expect(await heads.nth(1).innerText()).toBe(`node-${NODES}`);
  await region.focus();
  const seventeenth = table.getByRole('columnheader', { name: 'node-17', exact: true });
  expect(await seventeenth.count()).toBe(0);
  for (let presses = 0; presses < 100 && (await seventeenth.count()) === 0; presses++)
    await wizard.page.keyboard.press('ArrowRight');
  expect(await seventeenth.getAttribute('aria-colindex')).toBe('19');

  await region.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
  const last = table.getByRole('columnheader', { name: nodeNames(NODES).at(-2) ?? '', exact: true });
  await last.waitFor(RUN);
  expect(await last.getAttribute('aria-colindex')).toBe(String(NODES + 1));
  expect(await heads.count()).toBeLessThan(40);
});

test('thousands of checks are listed in parts', async () => {
  await goTo(8, 'Verify');
  await wizard.shown('Result per node');
  const category = wizard.page.locator('details', { hasText: 'Audit record' }).first();
  expect(await category.getByRole('listitem').count()).toBe(0);
  await category.locator('summary').first().click();
  await category.getByText(/^1 to 25 of \d{4} checks$/).waitFor(RUN);
  expect(await category.getByRole('listitem').count()).toBeLessThanOrEqual(AT_ONCE);
});
