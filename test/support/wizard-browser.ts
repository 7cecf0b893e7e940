import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { STILL } from './browser.ts';

const RUN = { timeout: 180_000 };

/** How a page is looked at. */
export interface Look {
  scheme?: 'light' | 'dark';
  forcedColors?: 'active';
  width?: number;
  height?: number;
  /** A script that runs in the page before its own. */
  script?: string;
}

/** The wizard in a browser, used as a person does. */
export class WizardBrowser {
  readonly page: Page;
  /** What the browser complained about. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  static async open(browser: Browser, link: string, look: Look = {}): Promise<WizardBrowser> {
    const { scheme = 'light', forcedColors, width = 1280, height = 900, script } = look;
    const context = await browser.newContext({
      ...STILL,
      colorScheme: scheme,
      viewport: { width, height },
      ...(forcedColors === undefined ? {} : { forcedColors }),
    });
    if (script !== undefined) await context.addInitScript(script);
    const wizard = new WizardBrowser(context, await context.newPage());
    await wizard.page.goto(link);
    await wizard.button('Plan my farm').waitFor(RUN);
    return wizard;
  }

  /** The page as it stands, in another look. */
  async lookAs({ scheme = 'light', forcedColors, width = 1280, height = 900 }: Look): Promise<void> {
    await this.page.emulateMedia({ colorScheme: scheme, forcedColors: forcedColors ?? 'none' });
    await this.page.setViewportSize({ width, height });
    // Two frames: one in which the page hears of it, one in which it has followed.
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  /** One of the wizard's steps that were reached. */
  step(name: RegExp) {
    return this.page.getByRole('navigation').getByRole('link', { name });
  }

  /** Goes to a step that was reached, by keyboard. */
  async go(name: RegExp): Promise<void> {
    await tabTo(this.page, this.step(name), String(name));
    await this.page.keyboard.press('Enter');
  }

  /** Moves the focus with Tab until it is on this button, and presses Enter. */
  async press(name: string | RegExp): Promise<void> {
    const button = this.button(name).first();
    await button.waitFor(RUN);
    await tabTo(this.page, button, String(name));
    await this.page.keyboard.press('Enter');
  }

  /** Moves the focus with Tab to the field with this label, and types. */
  async type(label: string, text: string): Promise<void> {
    const field = this.page.getByLabel(label, { exact: true }).first();
    await field.waitFor(RUN);
    await tabTo(this.page, field, label);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /** Waits for a page of the wizard: its title, and the focus on its heading. */
  async at(number: number, label: string): Promise<void> {
    await this.page.waitForFunction(
      (title) => document.title.startsWith(title) && document.activeElement?.tagName === 'H1',
      `${number} of 9: ${label} - `,
      RUN,
    );
  }

  shown(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).filter({ visible: true }).first().waitFor(RUN);
  }

  /** Until nothing runs. */
  async idle(): Promise<void> {
    await this.button('Cancel').waitFor({ ...RUN, state: 'hidden' });
  }

  async noSidewaysScroll(): Promise<void> {
    const over = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over, this.page.url()).toBe(0);
  }
}

/** Moves the focus of a page with Tab until it is on this element. A page may draw it anew meanwhile. */
export async function tabTo(page: Page, target: Locator, name: string): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab did not reach ${name} in 150 presses`);
}
