import type { WizardBrowser } from './wizard-browser.ts';

/** What the journey gives as the service account's password. */
export const PASSWORD = 'a password for tests only';

/** Pages that carry steps out: number, label, verb. */
const STEPS = [
  [3, 'Database', 'Prepare the database'],
  [4, 'First node', 'Set up the first node'],
  [5, 'Nodes', 'Set up the further nodes'],
  [6, 'IP detection', 'Set IP detection'],
  [7, 'Load balancer', 'Set up the load balancer'],
] as const;

/** Something that is looked at on a page, once all of it was carried out. */
type Each = (label: string) => Promise<void>;

/** From the start page to the first page of a farm on practice hosts, by keyboard alone. */
export async function beginFarm(wizard: WizardBrowser): Promise<void> {
  await wizard.type('Name of the farm', 'Day one');
  await wizard.press('Plan my farm');
  await wizard.at(1, 'Goal');
}

/** Enters the password of the service account where it is chosen, by keyboard alone. */
export async function chooseServicePassword(wizard: WizardBrowser): Promise<void> {
  await wizard.type('Password of the service account', PASSWORD);
  await wizard.type('Repeat: Password of the service account', PASSWORD);
  await wizard.page.keyboard.press('Enter');
}

/** From the goal to the load balancer, page by page, by keyboard alone. It ends on the page of the proof. */
export async function setUpFarm(wizard: WizardBrowser, each: Each = async () => {}): Promise<void> {
  await each('Goal');
  await wizard.press('Continue to Topology');
  await wizard.at(2, 'Topology');
  await each('Topology');
  await wizard.press('Continue to Database');
  for (const [number, label, verb] of STEPS) {
    await wizard.at(number, label);
    if (label === 'Database') {
      await wizard.shown('Enter the password of the service account.');
      await chooseServicePassword(wizard);
      await wizard.shown('Safe to repeat');
    }
    await wizard.press(verb);
    await wizard.shown('All steps of this page are done.');
    await wizard.idle();
    await each(label);
    await wizard.press(/^Continue to /);
  }
  await wizard.at(8, 'Verify');
}

/** Proves the farm that was set up, and goes on to its last page. */
export async function proveFarm(wizard: WizardBrowser, each: Each = async () => {}): Promise<void> {
  await wizard.press('Prove the farm');
  await wizard.shown(/^Ready: \d+ questions on \d+ nodes/);
  await wizard.idle();
  await each('Verify');
  await wizard.press(/^Continue to /);
  await wizard.at(9, 'Runbook');
  await wizard.shown('No open findings.');
  await each('Runbook');
}
