import { readdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { picture, seriousFindings, startBrowser } from '../support/browser.ts';
import { type BrowserShell, startBrowserShell } from '../support/browser-shell.ts';
import { type Look, WizardBrowser } from '../support/wizard-browser.ts';

const PASSWORD = 'a password for tests only';
/** Pages that carry steps out: number, label, verb. */
const STEPS = [
  [3, 'Database', 'Prepare the database'],
  [4, 'First node', 'Set up the first node'],
  [5, 'Nodes', 'Set up the further nodes'],
  [6, 'IP detection', 'Set IP detection'],
  [7, 'Load balancer', 'Set up the load balancer'],
] as const;

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
  await wizard.type('Name of the farm', 'Day one');
  await wizard.press('Plan my farm');
  await wizard.at(1, 'Goal');
}

/** From the goal to the load balancer, page by page, by keyboard alone. */
async function setUp(each: (label: string) => Promise<void> = async () => {}): Promise<void> {
  await each('Goal');
  await wizard.press('Continue to Topology');
  await wizard.at(2, 'Topology');
  await each('Topology');
  await wizard.press('Continue to Database');
  for (const [number, label, verb] of STEPS) {
    await wizard.at(number, label);
    if (label === 'Database') {
      await wizard.shown('Waiting for the password of the service account.');
      await wizard.type('Password of the service account', PASSWORD);
      await wizard.page.keyboard.press('Enter');
      await wizard.shown('What is in place stays as it is');
    }
    await wizard.press(verb);
    await wizard.shown('All steps of this page were carried out.');
    await wizard.idle();
    await each(label);
    await wizard.press(/^Continue to /);
  }
  await wizard.at(8, 'Verify');
}

test.each([
  { name: 'light', look: {} },
  { name: 'dark', look: { scheme: 'dark' } },
  { name: 'forced-colours', look: { forcedColors: 'active' } },
  { name: 'zoom-200', look: { width: 640, height: 450 } },
] as {
  name: string;
  look: Look;
}[])('from the goal to the runbook by keyboard alone, $name: nothing serious for axe', async ({ name, look }) => {
  await begin(look);
  const lookAt = async (label: string) => {
    await wizard.noSidewaysScroll();
    await picture(wizard.page, `wizard-${name}-${label.toLowerCase().replaceAll(' ', '-')}`);
    expect(await seriousFindings(wizard.page), label).toEqual([]);
  };
  await setUp(lookAt);
  await wizard.press('Prove the farm');
  await wizard.shown(/^Ready: all \d+ required checks passed\./);
  await wizard.idle();
  await lookAt('Verify');
  await wizard.press(/^Continue to /);
  await wizard.at(9, 'Runbook');
  await wizard.shown('No open findings.');
  await lookAt('Runbook');
  expect(readdirSync(shell.farms).filter((file) => file.endsWith('.farm'))).toEqual(['day-one.farm']);
  expect(await wizard.page.content()).not.toContain(PASSWORD);
  expect(wizard.complaints).toEqual([]);
}, 240_000);

test('an answer that is wrong is told at its field and in a summary, kept through a reload, and mended', async () => {
  await begin();
  await wizard.press('Continue to Topology');
  await wizard.at(2, 'Topology');
  await wizard.press('Continue to Database');
  await wizard.at(3, 'Database');
  await wizard.type('Service account', 'svc farm');
  await wizard.press('Continue to First node');
  await wizard.shown('There is a problem');
  expect(await wizard.page.title()).toMatch(/^Error: 3 of 9: Database/);
  await wizard.page.reload();
  await wizard.at(3, 'Database');
  const field = wizard.page.getByLabel('Service account', { exact: true });
  expect(await field.inputValue()).toBe('svc farm');
  await wizard.type('Service account', 'svc-farm');
  await wizard.press('Continue to First node');
  await wizard.at(4, 'First node');
  expect(wizard.complaints).toEqual([]);
}, 120_000);

test('a changed answer makes its pages out of date, and a verdict that is out of date is not shown as green', async () => {
  await begin();
  await setUp();
  await wizard.press('Prove the farm');
  await wizard.shown(/^Ready: all \d+ required checks passed\./);
  await wizard.idle();
  await wizard.go(/^Nodes/);
  await wizard.at(5, 'Nodes');
  await wizard.page.getByLabel('Nodes', { exact: true }).first().fill('node-[01-04]');
  await wizard.press('Check this page');
  await wizard.shown('4 names understood');
  await wizard.step(/^Nodes.*out of date/).waitFor();
  await wizard.step(/^Load balancer.*out of date/).waitFor();
  await wizard.go(/^Verify/);
  await wizard.at(8, 'Verify');
  await wizard.shown('The last verdict is out of date');
  expect(await wizard.page.getByRole('heading', { name: /^Ready/ }).count()).toBe(0);
  await wizard.press('Build and prove the whole farm');
  await wizard.shown(/^Ready: all \d+ required checks passed\./);
  await wizard.shown('node-04');
  expect(wizard.complaints).toEqual([]);
}, 180_000);

test('the browser is closed in mid-run: the run goes on, and reopening shows it', async () => {
  await begin();
  await wizard.press('Continue to Topology');
  await wizard.at(2, 'Topology');
  await wizard.page.goto(wizard.page.url().replace(/topology$/, 'verify'));
  await wizard.at(8, 'Verify');
  await wizard.type('Password of the service account', PASSWORD);
  await wizard.page.keyboard.press('Enter');
  await wizard.press('Build and prove the whole farm');
  await wizard.button('Cancel').waitFor();
  const { page } = wizard;
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  await wizard.shown(/^Ready: all \d+ required checks passed\./);
  expect(wizard.complaints).toEqual([]);
}, 120_000);

test('a run is cancelled: it says so, leaves no lock behind, and is continued', async () => {
  await begin();
  await wizard.page.goto(wizard.page.url().replace(/goal$/, 'verify'));
  await wizard.at(8, 'Verify');
  await wizard.type('Password of the service account', PASSWORD);
  await wizard.page.keyboard.press('Enter');
  await wizard.press('Build and prove the whole farm');
  await wizard.press('Cancel');
  await wizard.shown(/Last time: /);
  await wizard.press('Continue there');
  await wizard.shown(/^Ready: all \d+ required checks passed\./);
  await wizard.idle();
  await wizard.press('Save and close');
  await wizard.shown('Recent farms');
  await wizard.shown(/Ready: all \d+ required checks passed\./);
  expect(readdirSync(shell.farms).sort()).toEqual(['day-one.farm', 'day-one.farm.last-good']);
  expect(wizard.complaints).toEqual([]);
}, 120_000);

test('at 320 pixels every page fits, and the step list is a menu', async () => {
  await begin({ width: 320, height: 800 });
  for (const page of [
    'goal',
    'topology',
    'database',
    'first-node',
    'further-nodes',
    'ip-detection',
    'load-balancer',
    'verify',
    'runbook',
    'plan',
  ]) {
    await wizard.page.goto(wizard.page.url().replace(/[a-z-]+$/, page));
    await wizard.page.getByRole('heading', { level: 1 }).waitFor();
    await wizard.noSidewaysScroll();
    await picture(wizard.page, `wizard-narrow-${page}`);
  }
  expect(wizard.complaints).toEqual([]);
}, 120_000);
