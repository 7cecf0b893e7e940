import { readdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { DesktopHands } from '../support/desktop-hands.ts';
import { type DesktopApp, startDesktop } from '../support/electron-app.ts';
import { StandInUtility } from '../support/electron-utility.ts';
import { until } from '../support/until.ts';

const PASSWORD = 'a password for tests only';

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

test('the core is killed in mid-run: the reason is shown, Resume starts it anew, and the run continues', async () => {
  await hands.begin('Day two');
  await hands.givePassword(PASSWORD);
  await hands.carryOut('Prepare the database');
  await hands.press('Continue to First node');
  // So long that it is still under way when the core is killed.
  await desktop.page.getByLabel('Successful health checks required').fill('30');
  await hands.press('Set up the first node');
  await hands.shown('Running the plan');
  const worlds = () => StandInUtility.all().filter(({ name }) => name.includes('practice-world'));
  const [world] = worlds();
  await desktop.core().killed();
  await hands.shown(/^The core of Farmwright ended at .+ with code 9\.$/);
  expect(() => desktop.core()).toThrow();

  await hands.press('Resume');
  await hands.shown(/^Last time: The run was cut off /);
  // The hosts were started by the main process, and stand: nothing is done twice.
  expect(worlds()).toEqual([world]);
  await hands.shown(/^To continue, enter these again/);
  await desktop.page
    .getByRole('navigation')
    .getByRole('link', { name: /Database/ })
    .click();
  await hands.at(3, 'Database');
  await hands.giveAgain(PASSWORD);
  await hands.press('Continue the run');
  await hands.shown('All steps of this page are done.');
  expect(worlds()).toEqual([world]);
  // Refusals of calls that waited are told on the page, and nowhere else.
  expect(desktop.complaints).toEqual([]);
}, 900_000);

test('closing while something runs asks once: stay, keep running without a window, then the application ends', async () => {
  let told = 0;
  desktop.core().on('message', ({ type, farms }) => {
    if (type === 'under way') told = farms.length;
  });
  await hands.press('Try a practice farm');
  await until(() => told > 0, { what: 'the main process knows that something runs', limitMs: 60_000 });
  desktop.desk.answers.push(2);
  desktop.window.close();
  desktop.window.close();
  expect(desktop.desk.dialogs).toHaveLength(1);
  expect(desktop.desk.dialogs.at(-1)?.options.buttons).toEqual(['Keep running', 'Cancel the run and close', 'Stay']);
  expect(desktop.window.isVisible()).toBe(true);
  desktop.desk.answers.push(0);
  await until(
    () => {
      desktop.window.close();
      return desktop.desk.dialogs.length === 2;
    },
    { what: 'it is asked again' },
  );
  await until(() => !desktop.window.isVisible(), { what: 'the window is put away' });
  // The practice farm goes on to its proof; once it stands, nothing runs any more and the application ends.
  await desktop.desk.quit;
  expect(StandInUtility.all()).toEqual([]);
  expect(readdirSync(desktop.temporary)).toEqual([]);
}, 900_000);
