import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resultJunit } from '../../core/runbook/result-junit.ts';
import { resultReport } from '../../core/runbook/result-report.ts';
import { startBrowser } from '../support/browser.ts';
import { exampleResult } from '../unit/runbook/example-result.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

const result = exampleResult();
const { html } = resultReport(result, []);

test('the report opens with scripts off, and every verdict has its word, on the screen and on paper without colour', async () => {
  page = await browser.newPage({ javaScriptEnabled: false });
  await page.setContent(html, { waitUntil: 'load' });
  for (const media of ['screen', 'print'] as const) {
    await page.emulateMedia({ media, forcedColors: media === 'print' ? 'active' : 'none' });
    const text = await page.locator('main').innerText();
    expect(text).toContain(result.sentence);
    for (const { verdict, title, cause } of result.checks.filter((check) => check.verdict !== 'pass')) {
      expect(text).toContain(`${verdict}: ${title}`);
      expect(text).toContain(cause?.split('\n')[0]);
    }
    const rows = await page.locator('table').first().locator('tbody tr').allInnerTexts();
    expect(rows.map((row) => row.split('\t').at(-1))).toEqual(result.proof.map(({ verdict }) => verdict));
  }
  expect((await page.pdf()).length).toBeGreaterThan(1000);
  await page.close();
});

test('the JUnit report is read by an XML parser', async () => {
  page = await browser.newPage();
  const read = await page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, 'application/xml');
    const suite = xml.querySelector('testsuite');
    return {
      error: xml.querySelector('parsererror')?.textContent ?? null,
      totals: ['tests', 'failures', 'errors', 'skipped'].map((name) => Number(suite?.getAttribute(name))),
      found: ['testcase', 'failure', 'error', 'skipped'].map((name) => xml.querySelectorAll(name).length),
    };
  }, resultJunit(result));
  expect(read).toEqual({ error: null, totals: [7, 2, 0, 1], found: [7, 2, 0, 1] });
  await page.close();
});
