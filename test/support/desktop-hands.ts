import type { Page } from 'playwright-core';

/** Longer than anything takes on a busy computer. */
const LIMIT = { timeout: 180_000 };

/** The application's window as a person uses it. */
export class DesktopHands {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async shown(text: string | RegExp): Promise<void> {
    await this.#page.getByText(text).filter({ visible: true }).first().waitFor(LIMIT);
  }

  async press(name: string | RegExp): Promise<void> {
    const exact = typeof name === 'string' ? { name, exact: true } : { name };
    await this.#page.getByRole('button', exact).filter({ visible: true }).first().click(LIMIT);
  }

  async type(label: string, text: string): Promise<void> {
    await this.#page.getByLabel(label, { exact: true }).first().fill(text, LIMIT);
  }

  /** Waits for a page of the wizard. */
  async at(number: number, label: string): Promise<void> {
    await this.#page.waitForFunction((title) => document.title.startsWith(title), `${number} of 9: ${label} - `, LIMIT);
  }

  /** Gives the secret of the Database page, where it is asked for. */
  async givePassword(password: string): Promise<void> {
    await this.shown('Enter the password of the service account.');
    await this.type('Password of the service account', password);
    await this.type('Repeat: Password of the service account', password);
    await this.#page.keyboard.press('Enter');
    await this.shown('Safe to repeat');
  }

  /** Gives it once more, after the core was started anew: secrets are in memory only. */
  async giveAgain(password: string): Promise<void> {
    await this.type('Password of the service account', password);
    await this.#page.keyboard.press('Enter');
    await this.#page.getByText('these secrets are needed again').waitFor({ ...LIMIT, state: 'hidden' });
  }

  /** From the start page to a farm's Database page. */
  async begin(farm: string): Promise<void> {
    await this.type('Name of the farm', farm);
    await this.press('Plan my farm');
    await this.at(1, 'Goal');
    await this.press('Continue to Topology');
    await this.at(2, 'Topology');
    await this.press('Continue to Database');
    await this.at(3, 'Database');
  }

  /** Carries out a page, and waits until nothing runs. */
  async carryOut(verb: string): Promise<void> {
    await this.press(verb);
    await this.shown('All steps of this page are done.');
    await this.#page.getByRole('button', { name: 'Cancel', exact: true }).waitFor({ ...LIMIT, state: 'hidden' });
  }
}
