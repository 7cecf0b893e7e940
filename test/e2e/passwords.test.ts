import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picture, seriousFindings, startBrowser } from '../support/browser.ts';
import { type BrowserShell, startBrowserShell } from '../support/browser-shell.ts';
import { type Look, WizardBrowser } from '../support/wizard-browser.ts';
import { beginFarm } from '../support/wizard-journey.ts';

const FIELD = 'Password of the service account';
const REPEAT = `Repeat: ${FIELD}`;
const FIRST = 'a password for tests only';
const SECOND = 'another password for tests';
const LOOKS: Record<string, Look> = { light: {}, dark: { scheme: 'dark' }, narrow: { width: 320, height: 800 } };

let browser: Browser;
let shell: BrowserShell;
let wizard: WizardBrowser;
beforeAll(async () => {
  browser = await startBrowser();
  shell = await startBrowserShell();
  wizard = await WizardBrowser.open(browser, shell.link);
});
afterAll(async () => {
  await wizard?.close();
  await shell?.end();
  await browser?.close();
});

async function lookAt(label: string): Promise<void> {
  for (const [name, look] of Object.entries(LOOKS)) {
    await wizard.lookAs(look);
    await wizard.noSidewaysScroll();
    await picture(wizard.page, `passwords-${name}-${label}`);
    expect(await seriousFindings(wizard.page), `${label}, ${name}`).toEqual([]);
  }
  await wizard.lookAs({});
}

/** Waits until a field tells this, as a screen reader says it. */
async function toldAtField(label: string, text: string): Promise<void> {
  const id = (await wizard.page.getByLabel(label, { exact: true }).getAttribute('id')) ?? '';
  await wizard.page.waitForFunction(
    ([field, wanted]) =>
      (document.getElementById(field)?.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .some((part) => document.getElementById(part)?.textContent?.includes(wanted)),
    [id, text] as const,
  );
}

test('a password is entered twice when it is chosen, tried when it is changed, and the login gets another one only when asked', async () => {
  await beginFarm(wizard);
  await wizard.press('Continue to Topology');
  await wizard.at(2, 'Topology');
  await wizard.press('Continue to Database');
  await wizard.at(3, 'Database');
  await wizard.type(FIELD, FIRST);
  await wizard.type(REPEAT, 'something else');
  await wizard.page.keyboard.press('Enter');
  await toldAtField(REPEAT, 'This is not the same password. Enter it twice.');
  await lookAt('not-the-same');
  await wizard.type(REPEAT, FIRST);
  await wizard.page.keyboard.press('Enter');
  await wizard.shown('Password entered. It is tried when the database is prepared.');
  await lookAt('entered');
  await wizard.press('Prepare the database');
  await wizard.shown('Password entered. svc-practice can sign in with it.');
  await wizard.press(/^Continue to /);
  await wizard.at(4, 'First node');
  await wizard.press('Set up the first node');
  await wizard.shown('All steps of this page are done.');
  await wizard.idle();

  // Mistyped on another page: told at the field, and nothing can be run with it.
  await wizard.press(`Change: ${FIELD}`);
  await wizard.page.waitForFunction(() => document.activeElement?.id === 'secret-serviceAccountPassword');
  expect(await wizard.page.getByLabel(REPEAT, { exact: true }).count()).toBe(0);
  await wizard.type(FIELD, SECOND);
  await wizard.page.keyboard.press('Enter');
  await toldAtField(FIELD, 'Wrong password: svc-practice cannot sign in with it.');
  expect(await wizard.page.evaluate(() => document.activeElement?.id)).toBe('secret-serviceAccountPassword');
  await wizard.shown('Enter the right password of svc-practice first.');
  await wizard.step(/^First node.*out of date/).waitFor();
  await lookAt('wrong');

  // The password of the login is changed on the page that made it, after it was entered once more.
  await wizard.go(/^Database/);
  await wizard.at(3, 'Database');
  await wizard.shown('svc-practice has another password');
  await wizard.press('Change the password of svc-practice to the one entered');
  await wizard.type('New password of svc-practice, again', 'mistyped');
  await wizard.press('Change the password of svc-practice now');
  await wizard.shown('This is not the password that was entered before.');
  await lookAt('asked-again');
  await wizard.type('New password of svc-practice, again', SECOND);
  await wizard.press('Change the password of svc-practice now');
  await wizard.shown('Password entered. svc-practice can sign in with it.');
  await wizard.idle();
  await wizard.step(/^First node.*out of date/).waitFor();
  await wizard.go(/^First node/);
  await wizard.at(4, 'First node');
  await wizard.shown(
    'The password of the service account entered now is not the one these steps were carried out with.',
  );
  await lookAt('node-out-of-date');
  await wizard.press('Set up the first node again');
  await wizard.shown('All steps of this page are done.');
  for (const password of [FIRST, SECOND]) expect(await wizard.page.content()).not.toContain(password);
  expect(wizard.complaints).toEqual([]);
}, 540_000);
