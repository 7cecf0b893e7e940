import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { attachWorld } from '../../core/practice/client.ts';
import { COLOUR_RULES, picture, seriousFindings, startBrowser } from '../support/browser.ts';
import { type BrowserShell, startBrowserShell } from '../support/browser-shell.ts';
import { LISTEN, type Spoken, spokenOn } from '../support/by-ear.ts';
import { closedButtons, focusStops } from '../support/page-by-keyboard.ts';
import { type Look, WizardBrowser } from '../support/wizard-browser.ts';
import { beginFarm, chooseServicePassword, PASSWORD, proveFarm, setUpFarm } from '../support/wizard-journey.ts';

// One farm stands for all of this file: the tests follow each other. To renew the golden files after a wished change:
// this file with `npx vitest run --update`, then read the difference.

const LOOKS: Record<string, Look> = {
  light: {},
  dark: { scheme: 'dark' },
  'forced-colours': { forcedColors: 'active' },
  'zoom-200': { width: 640, height: 450 },
  narrow: { width: 320, height: 800 },
};

/** Looks in which only the colours are others. */
const OTHER_COLOURS = ['dark', 'forced-colours'];

const PLACES = [
  ...['goal', 'topology', 'database', 'first-node', 'further-nodes', 'ip-detection', 'load-balancer'],
  ...['verify', 'runbook', 'plan'],
];

let browser: Browser;
let shell: BrowserShell;
let wizard: WizardBrowser;
let page: Page;
beforeAll(async () => {
  [browser, shell] = await Promise.all([startBrowser(), startBrowserShell()]);
  wizard = await WizardBrowser.open(browser, shell.link, { script: LISTEN });
  page = wizard.page;
});
afterEach(() => page.emulateMedia({ media: null, colorScheme: 'light' }));
afterAll(async () => {
  await wizard?.close();
  await shell?.end();
  await browser?.close();
});

async function goTo(place: string): Promise<void> {
  await page.goto(page.url().replace(/[a-z-]+$/, place));
  // The farm's own heading: while its file is read there is another one, and no list of steps.
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1' && document.querySelector('nav') !== null);
}

/** Every page has a way on that is open, and every button that is closed says why, where it can be seen. @returns the reasons */
async function everyWayIsOpen(): Promise<string[]> {
  const closed = await closedButtons(page);
  for (const { name, reason } of closed) expect(`${name}: ${reason}`, page.url()).toMatch(/: [A-Z].{9,}\.$/);
  if (!page.url().endsWith('/plan'))
    expect(await page.getByRole('contentinfo').getByRole('button').last().isEnabled()).toBe(true);
  return closed.map(({ reason }) => reason);
}

/** Addresses, the time and how many requests it took are others each time. */
function withoutMeasures(text: string): string {
  return text
    .replace(/\b127(\.\d+){3}\b/g, '127.…')
    .replace(/\b\d+ requests\b/g, '… requests')
    .replace(/\bon \d{4}-\d\d-\d\d at \d\d:\d\d\b/g, 'on … at …');
}

/** What a reader who listens finds of a page: its place, its heading, and the list of steps with their states. */
async function asHeard(label: string): Promise<string> {
  await wizard.step(new RegExp(`^${label}.*current, done$`)).waitFor();
  const steps = await page.getByRole('navigation').ariaSnapshot();
  const place = await page.getByText(/^\d of 9: /).innerText();
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  return [
    `title: ${await page.title()}`,
    `place: ${place}`,
    `heading: ${heading}`,
    steps.replace(/\/farm\/[\w-]+/g, '/farm/…'),
  ]
    .join('\n')
    .concat('\n');
}

/** The page as it stands in every look: nothing serious for axe, and nothing that needs scrolling sideways. */
async function lookAt(label: string): Promise<void> {
  for (const [name, look] of Object.entries(LOOKS)) {
    await wizard.lookAs(look);
    await wizard.noSidewaysScroll();
    await picture(page, `wizard-${name}-${label.toLowerCase().replaceAll(' ', '-')}`);
    const rules = OTHER_COLOURS.includes(name) ? COLOUR_RULES : undefined;
    expect(await seriousFindings(page, rules), `${label}, ${name}`).toEqual([]);
  }
  await wizard.lookAs({});
}

test('the whole way by keyboard alone, in every look: every page says where one is, every stop has a ring, every ending is told', async () => {
  await beginFarm(wizard);
  const pages: string[] = [];
  await setUpFarm(wizard, each);
  await proveFarm(wizard, each);
  await expect(pages.join('\n')).toMatchFileSnapshot('../golden/wizard-by-ear.txt');

  const spoken = await spokenOn(page);
  const isProgress = ({ text }: Spoken) =>
    /^(Running the plan: \d+ of \d+ steps?|Proving the farm: \d+ checks?)/.test(text);
  // How often one hears how far it is depends on the computer; that and how it ended does not.
  const told = spoken
    .filter((one) => !isProgress(one))
    .map(({ urgency, text }) => `${urgency}: ${withoutMeasures(text)}`);
  await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('../golden/wizard-announcements.txt');
  expect(readdirSync(shell.farms).filter((file) => file.endsWith('.farm'))).toEqual(['day-one.farm']);
  expect(await page.content()).not.toContain(PASSWORD);
  expect(wizard.complaints).toEqual([]);

  async function each(label: string): Promise<void> {
    pages.push(await asHeard(label));
    await everyWayIsOpen();
    const stops = await focusStops(page);
    expect(stops.length).toBeGreaterThan(15);
    expect(
      stops.filter(({ ring }) => ring < 2),
      label,
    ).toEqual([]);
    await lookAt(label);
  }
}, 900_000);

test('on paper no page has ways to go, and all that is folded can be read', async () => {
  await page.evaluate(() => window.addEventListener('beforeprint', () => document.body.setAttribute('data-told', '')));
  await page.pdf();
  expect(await page.locator('body[data-told]').count()).toBe(1);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const place of PLACES) {
    await goTo(place);
    // What printing raises, as seen above.
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    const paper = await page.evaluate(() => {
      const seen = (element: Element) =>
        element.checkVisibility({ contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true });
      const folded = [...document.querySelectorAll('details:not([open]) > :not(summary)')];
      return {
        ways: [...document.querySelectorAll('nav, footer, button')].filter(seen).map((element) => element.textContent),
        heading: [...document.querySelectorAll('h1')].filter(seen).length,
        folded: folded.length,
        shut: folded
          .filter((element) => !seen(element) || element.textContent === '')
          .map((element) => element.previousElementSibling?.textContent),
        ink: getComputedStyle(document.body).color,
        under: getComputedStyle(document.body).backgroundColor,
        // A verdict's word stands beside its shape.
        bare: [...document.querySelectorAll('main svg[data-kind]')].filter(
          (shape) => seen(shape) && !shape.parentElement?.textContent?.trim(),
        ).length,
      };
    });
    expect(paper, place).toMatchObject({ ways: [], heading: 1, shut: [], bare: 0 });
    expect(brightness(paper.under), place).toBeGreaterThan(200);
    expect(brightness(paper.ink), place).toBeLessThan(80);
  }
}, 360_000);

test('a finding’s link leads to its page, and there to the very value it is about', async () => {
  await goTo('verify');
  const folder = shell.left().find((name) => name.startsWith('farmwright-practice-')) ?? '';
  const world = await attachWorld(join(shell.folder, folder));
  await world.call('plant', { faults: ['node-down', 'trust-empty'] });
  world.close();
  await wizard.press('Prove the farm again');
  await wizard.shown(/^Not ready: /);
  await wizard.idle();
  // Loaded again, it never shows an earlier state of the story, such as the first verdict.
  await page.addInitScript(`window.shown = [];
    new MutationObserver(() => {
      const early = /Nothing has been tested yet|Ready: \\d+ questions/.exec(document.body?.innerText ?? '');
      if (early !== null) window.shown.push(early[0]);
    }).observe(document, { subtree: true, childList: true, characterData: true });`);
  await goTo('verify');
  await wizard.shown(/^Not ready: /);
  expect(await page.evaluate(() => (window as Window & { shown?: string[] }).shown)).toEqual([]);
  const view = await failingCards();
  expect(new Set(view.map(({ check }) => check)).size).toBeGreaterThan(2);
  for (const { name } of view) {
    await goTo('verify');
    await page.getByRole('button', { name: /^fail \d+$/ }).click();
    await page.getByRole('button', { name, exact: true }).first().click();
    await page.waitForFunction(() => document.activeElement?.id.startsWith('field-'));
    expect(page.url()).not.toMatch(/\/verify$/);
    const { inView, text } = await page.evaluate(() => {
      const focused = document.activeElement as HTMLElement;
      const { top, bottom } = focused.getBoundingClientRect();
      return { inView: top >= 0 && bottom <= innerHeight, text: focused.closest('section')?.textContent ?? '' };
    });
    expect(inView, name).toBe(true);
    expect(text).not.toBe('');
  }
}, 360_000);

test('nothing that is to be done is closed without a reason in sight: before, with a wrong answer, in a run', async () => {
  await page.goto(new URL('/', page.url()).href);
  await wizard.type('Name of the farm', 'Day two');
  await wizard.press('Plan my farm');
  await wizard.at(1, 'Goal');
  const reasons = async () => {
    const seen: string[] = [];
    for (const place of PLACES) {
      await goTo(place);
      seen.push(...(await everyWayIsOpen()));
    }
    return seen;
  };
  expect(await reasons()).toContain('Enter the password first.');
  await goTo('database');
  await wizard.type('Service account', 'svc\u200bfarm');
  await wizard.press('Check my entries');
  await wizard.shown('There is a problem');
  expect(await reasons()).toContain('Correct 1 answer first.');
  await goTo('database');
  await wizard.type('Service account', 'svc-farm');
  await chooseServicePassword(wizard);
  await wizard.shown('Safe to repeat');
  await goTo('first-node');
  expect(await everyWayIsOpen()).toEqual(['Complete Database first.']);
  await goTo('verify');
  await wizard.press('Build and prove the whole farm');
  await wizard.button('Cancel').waitFor();
  await goTo('database');
  expect(await everyWayIsOpen()).toContain('A run is in progress. Cancel it above, or wait until it ends.');
  await wizard.press('Cancel');
  await wizard.idle();
  expect(wizard.complaints).toEqual([]);
}, 360_000);

/** Of a computed colour, 0 to 255. */
function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = colour.match(/\d+/g)?.map(Number) ?? [];
  return (red + green + blue) / 3;
}

/** The links of all failing checks, as the report shows them. */
async function failingCards(): Promise<{ check: string; name: string }[]> {
  await page.getByRole('button', { name: /^fail \d+$/ }).click();
  const names = await page
    .getByRole('button', { name: /^Go to .+: .+/ })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
  return [...new Set(names)].map((name) => ({ check: name.replace(/^Go to .+?: /, ''), name }));
}
