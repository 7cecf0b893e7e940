import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { DesktopHands } from '../support/desktop-hands.ts';
import { type DesktopApp, startDesktop } from '../support/electron-app.ts';
import { listeningAt } from '../support/listening.ts';
import { until } from '../support/until.ts';

const PASSWORD = 'a password for tests only';
const STEPS = [
  ['First node', 'Set up the first node'],
  ['Nodes', 'Set up the further nodes'],
  ['IP detection', 'Set IP detection'],
  ['Load balancer', 'Set up the load balancer'],
] as const;

let browser: Browser;
let desktop: DesktopApp;
let hands: DesktopHands;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  desktop = await startDesktop(browser);
  hands = new DesktopHands(desktop.page);
});
afterEach(() => desktop?.end());

test('a farm is planned, run and proven, its runbook saved where the dialog says, and its file opened by the system', async () => {
  await hands.begin('Day one');
  await hands.givePassword(PASSWORD);
  await hands.carryOut('Prepare the database');
  for (const [label, verb] of STEPS) {
    await hands.press(`Continue to ${label}`);
    await hands.carryOut(verb);
  }
  await hands.press('Continue to Verify');
  await hands.press('Prove the farm');
  await hands.shown(/^Ready: \d+ questions on \d+ nodes/);
  await hands.press('Continue to Runbook');
  await hands.at(9, 'Runbook');

  const [page, paper] = [join(desktop.home, 'runbook.html'), join(desktop.home, 'runbook.pdf')];
  desktop.desk.answers.push(null, page, paper);
  await hands.press('Save as web page: Runbook');
  await until(() => desktop.desk.dialogs.length === 1, { what: 'it is asked where to save' });
  await hands.press('Save as web page: Runbook');
  await until(() => existsSync(page), { what: 'the page is saved' });
  await hands.press('Save as PDF: Runbook');
  await until(() => existsSync(paper), { what: 'the PDF is saved', limitMs: 60_000 });
  expect(desktop.desk.dialogs.map(({ kind, options }) => [kind, options.defaultPath])).toEqual([
    ['save', 'runbook-day-one.html'],
    ['save', 'runbook-day-one.html'],
    ['save', 'runbook-day-one.pdf'],
  ]);
  expect(readFileSync(page, 'utf8')).toContain('Day one');
  expect(readFileSync(page, 'utf8')).not.toContain(PASSWORD);
  expect(readFileSync(paper).subarray(0, 5).toString()).toBe('%PDF-');
  expect(readdirSync(desktop.home).filter((name) => name.endsWith('.new'))).toEqual([]);

  await hands.press('Save and close');
  await hands.shown('Recent farms');
  // As the second instance of the application hands over what it was given.
  desktop.desk.secondInstance(['/opt/farmwright', '--no-sandbox', 'Farmwright/day-one.farm'], desktop.home);
  await hands.at(9, 'Runbook');
  expect([...listeningAt(process.pid), ...listeningAt(desktop.core().pid)]).toEqual([]);
  expect(desktop.window.contents.strayed).toEqual([]);
  expect(desktop.complaints).toEqual([]);
}, 900_000);
