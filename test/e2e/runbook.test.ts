import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderRunbook } from '../../core/runbook/render-runbook.ts';
import { picture, seriousFindings, startBrowser } from '../support/browser.ts';
import { exampleResult } from '../unit/runbook/example-result.ts';
import { exampleRunbook } from '../unit/runbook/example-runbook.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

const { html } = renderRunbook(exampleRunbook({ result: exampleResult() }, 'haproxy'));

/** The page, opened as a file would be, and every request it made. */
async function open(width: number) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, javaScriptEnabled: true });
  const requests: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  await page.setContent(html, { waitUntil: 'load' });
  return { page, requests, said };
}

test.each([
  1200, 640, 320,
])('the runbook at %i pixels asks for nothing, and nothing needs scrolling sideways', async (width) => {
  const { page, requests, said } = await open(width);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways).toBeLessThanOrEqual(0);
  expect(requests).toEqual([]);
  expect(said).toEqual([]);
  expect(await page.locator('script, img, iframe, link').count()).toBe(0);
  await picture(page, `runbook-${width}`);
  await page.close();
});

test('the runbook has nothing serious for axe', async () => {
  const { page } = await open(1200);
  expect(await seriousFindings(page)).toEqual([]);
  await page.close();
});

test('the runbook prints on A4', async () => {
  const { page } = await open(1200);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
    Math.round(Number(width)),
    Math.round(Number(height)),
  ]);
  expect(sizes.length).toBeGreaterThan(3);
  // 210 by 297 mm, in points.
  for (const [width = 0, height = 0] of sizes) {
    expect(Math.abs(width - 595)).toBeLessThanOrEqual(1);
    expect(Math.abs(height - 842)).toBeLessThanOrEqual(1);
  }
  await page.close();
});
