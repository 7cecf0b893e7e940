import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bundle.mjs';
import { openShell } from './open-shell.mjs';
import { setUp } from './setup.mjs';

const limit = { timeout: 60_000 };
/** Pages of the wizard up to the proof, each with its verb. */
const PAGES = [
  ['goal', null],
  ['topology', null],
  ['database', 'Prepare the database'],
  ['first-node', 'Set up the first node'],
  ['further-nodes', 'Set up the further nodes'],
  ['ip-detection', 'Set IP detection'],
  ['load-balancer', 'Set up the load balancer'],
  ['verify', 'Prove the farm'],
];

/** Makes the pictures of the README from the real pages, with the system's Chromium. */
await setUp();
const { bundleCore, bundlePages } = await import('./bundle.mjs');
const entry = join(await bundleCore(), 'server.mjs');
await bundlePages();
mkdirSync(join(ROOT, 'docs'), { recursive: true });

// The farms are temporary.
const home = mkdtempSync(join(tmpdir(), 'farmwright-pictures-'));
const { link, browser, close } = await openShell(entry, home);
const page = await browser.newPage({ viewport: { width: 1200, height: 860 } });
const take = (name) => page.screenshot({ path: join(ROOT, 'docs', `${name}.png`), animations: 'disabled' });
try {
  await page.goto(link);
  await page.getByRole('button', { name: 'Try a practice farm' }).waitFor(limit);
  await take('start');
  await page.getByRole('button', { name: 'Try a practice farm' }).click();
  await page.getByRole('button', { name: 'Show me why' }).click(limit);
  await page.getByText('Evaluated with the setting in force').waitFor(limit);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.setViewportSize({ width: 1200, height: 1500 });
  await take('why');
  await page.setViewportSize({ width: 1200, height: 860 });
  await planFarm();
} finally {
  await close();
  rmSync(home, { recursive: true, force: true });
}

/** A farm of one's own, from its goal to its proof: a picture while the first node is set up, and two of the end. */
async function planFarm() {
  await page.goto(new URL('/', page.url()).href);
  await page.getByLabel('Name of the farm').fill('Intranet');
  await page.getByRole('button', { name: 'Plan my farm' }).click();
  for (const [name, verb] of PAGES) {
    await page.waitForURL((url) => url.pathname.endsWith(`/${name}`), limit);
    if (name === 'database') await giveSecret();
    if (verb !== null) await carryOut(name, verb);
    if (name === 'verify') break;
    await page.getByRole('button', { name: /^Continue to / }).click();
  }
  await page.evaluate(() => window.scrollTo(0, 0));
  await take('ready');
  await page.emulateMedia({ colorScheme: 'dark' });
  await take('ready-dark');
}

async function giveSecret() {
  const password = randomUUID();
  for (const label of ['Password of the service account', 'Repeat: Password of the service account'])
    await page.getByLabel(label, { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

async function carryOut(name, verb) {
  const start = page.getByRole('button', { name: verb, exact: true });
  await start.waitFor(limit);
  if (name === 'first-node') {
    await page.setViewportSize({ width: 1200, height: 1500 });
    // Long enough for a picture of it.
    await page.getByLabel('Successful health checks required').fill('30');
  }
  await start.click();
  if (name === 'first-node') {
    await page.getByText(/^Running the plan: [12] of/).waitFor(limit);
    await take('first-node');
    await page.setViewportSize({ width: 1200, height: 860 });
  }
  const end = name === 'verify' ? /^Ready: \d+ questions/ : 'All steps of this page are done.';
  await page.getByText(end).first().waitFor(limit);
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ ...limit, state: 'hidden' });
}
