import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { bundleCore, bundlePages } from '../bundle.mjs';
import { openShell } from '../open-shell.mjs';
import { setUp } from '../setup.mjs';
import { bundledParts } from './bundled-parts.mjs';
import { keyTimes, scrollFrames, startTimes, timeUntilShown, watchStart } from './page-measures.mjs';

/**
 * The wizard in a real browser with a small farm and a large one, turn by turn; both files are made up, see
 * large-farm.ts.
 */
const FEW = 5;
const MANY = 500;
const STARTS = 7;
const ROUNDS = 3;
const KEYS = 40;
const SILENCE_MS = 1000;
const LIMIT = { timeout: 60_000 };

const ONCE = [
  ['open', 'farm chosen until it is shown'],
  ['verify', 'step chosen until Verify is shown, with the report'],
  ['nodes', 'step chosen until Nodes is shown'],
  ['balancer', 'step chosen until Load balancer is shown'],
  ['paste', 'all names pasted until they are understood and shown'],
];
const KEYED = [
  ['number', 'a key in a field of Load balancer'],
  ['answering', 'a key while answers are on their way'],
  ['textarea', 'a key in the list of names'],
];
const SCROLLED = [
  ['list', 'the page of Nodes with the steps of every host'],
  ['matrix', 'the matrix, sideways'],
];
const PAGES = { 1: /^Goal/, 5: /^Nodes/, 7: /^Load balancer/, 8: /^Verify/ };

await setUp();
const folder = mkdtempSync(join(tmpdir(), 'farmwright-bench-'));
const data = join(folder, 'data');
const entry = join(await bundleCore(), 'server.mjs');
await bundlePages();
const { RecentFarms, nodeNames, writeLargeFarm, largeFarm, largeResult, resultReport } = await bundledParts(folder, {
  // As they are in the tests and in the product.
  'large-farm': 'test/support/large-farm.ts',
  recent: 'core/farm-file/recent-farms.ts',
  report: 'core/runbook/result-report.ts',
});
const { link, browser, close: closeShell } = await openShell(entry, folder);
// The link opens the door once; who went through it has a cookie.
const doorstep = await browser.newContext();
await (await doorstep.newPage()).goto(link);
const storageState = await doorstep.storageState();
const home = new URL('/', link).href;
await doorstep.close();
try {
  const starts = [];
  for (let run = 0; run < STARTS; run++) starts.push(await start());
  const demo = await demonstration();
  const farms = new Map([FEW, MANY].map((count) => [count, []]));
  for (const count of farms.keys()) await writeLargeFarm(fileOf(count, 'first'), count);
  for (let round = 0; round < ROUNDS; round++)
    for (const [count, list] of farms) list.push(await largeFarmMeasured(count, round));
  const report = await reportOpened();
  tell({ starts, demo, farms, report });
} finally {
  await closeShell();
  rmSync(folder, { recursive: true, force: true });
}

/** A page of a browser that has seen nothing yet. */
async function freshPage(options = {}) {
  const context = await browser.newContext({ storageState, viewport: { width: 1280, height: 900 }, ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return { page: await context.newPage(), close: () => context.close() };
}

async function start() {
  const { page, close } = await freshPage();
  await page.addInitScript(watchStart);
  await page.goto(home);
  await page.waitForFunction(
    () => window.farmwrightBench.usableAt !== null && performance.getEntriesByName('first-contentful-paint').length > 0,
    null,
    LIMIT,
  );
  const times = await startTimes(page);
  await close();
  return times;
}

/** Milliseconds from the press to the verdict on a farm with a planted fault. */
async function demonstration() {
  const { page, close } = await freshPage();
  await page.goto(home);
  await page.getByRole('radio').first().waitFor(LIMIT);
  const pressed = performance.now();
  await page.getByRole('button', { name: 'Try a practice farm' }).click();
  await page.getByRole('button', { name: 'Show me why' }).waitFor(LIMIT);
  const took = performance.now() - pressed;
  await close();
  return took;
}

/** Each round changes its farm: it has a copy of its own. */
function fileOf(count, round) {
  return join(folder, `${count}-${round}.farm`);
}

async function largeFarmMeasured(count, round) {
  const name = `Round ${round} with ${count}`;
  copyFileSync(fileOf(count, 'first'), fileOf(count, round));
  new RecentFarms(join(data, 'farmwright/recent-farms.json')).note({
    ...{ path: fileOf(count, round), name, profileName: 'Sample application', standing: 'Set up and proven.' },
    at: new Date().toISOString(),
  });
  const { page, close } = await freshPage();
  await page.addInitScript(watchStart);
  const quiet = silence(page);
  await page.goto(home);
  const step = async (label) => {
    await quiet();
    const shown = timeUntilShown(page, { text: `${label} of 9: ` });
    await page.getByRole('navigation').getByRole('link', { name: PAGES[label] }).click();
    return shown;
  };
  const opened = timeUntilShown(page, { text: ' of 9: ' });
  await page.getByRole('button', { name: `Open ${name}` }).click();
  const times = { open: await opened };
  await step(1);
  times.verify = await step(8);
  await page.getByText('Result per node').first().waitFor(LIMIT);
  times.nodes = await step(5);
  times.list = await scrollFrames(page, page.getByRole('heading', { name: 'Progress' }), { y: 240 });
  await page.getByRole('button', { name: 'Show them' }).click();
  times.matrix = await scrollFrames(page, page.getByRole('region', { name: /^Facts of every node/ }), { x: 240 });
  times.balancer = await step(7);
  const field = page.getByLabel('Time between health checks');
  await field.click();
  times.number = await keyTimes(page, () => typed(page, '1', KEYS));
  times.answering = await keyTimes(page, async () => {
    for (const label of [
      'Time between health checks',
      'Timeout of a health check',
      'Failed checks until a node is down',
    ]) {
      await page.getByLabel(label).fill('');
      await typed(page, '2', 3);
      await page.keyboard.press('Tab');
    }
    await typed(page, '3', KEYS);
  });
  await step(5);
  await quiet();
  times.paste = await pasted(page, nodeNames(count, `web${round}-`));
  times.textarea = await keyTimes(page, () => typed(page, 'x', KEYS));
  await close();
  return times;
}

/** Waits until nothing is said between the page and the core: what was asked before is not in the next measure. */
function silence(page) {
  let last = performance.now();
  page.on('websocket', (socket) => {
    const heard = () => {
      last = performance.now();
    };
    socket.on('framesent', heard);
    socket.on('framereceived', heard);
  });
  return async () => {
    while (performance.now() - last < SILENCE_MS) await pause(SILENCE_MS / 5);
  };
}

async function typed(page, key, times) {
  for (let index = 0; index < times; index++) await page.keyboard.press(key);
}

/** Pastes a list as the browser does it, over the one that stands there. */
async function pasted(page, names) {
  const area = page.getByLabel('Nodes', { exact: true });
  await area.click();
  await page.keyboard.press('Control+A');
  const shown = timeUntilShown(page, { text: `${names[0]} to ${names.at(-1)}`, from: 'paste' });
  await page.evaluate((text) => navigator.clipboard.writeText(text), names.join('\n'));
  await page.keyboard.press('Control+V');
  return shown;
}

/** The report of the large farm, written by the product, opened without scripts. */
async function reportOpened() {
  const path = join(folder, 'report.html');
  const { html } = resultReport(largeResult(largeFarm(MANY)), []);
  writeFileSync(path, html);
  const { page, close } = await freshPage({ javaScriptEnabled: false });
  const asked = performance.now();
  await page.goto(pathToFileURL(path).href);
  const took = performance.now() - asked;
  const rows = await page.locator('tr').count();
  await close();
  return { took, bytes: Buffer.byteLength(html), rows };
}

function tell({ starts, demo, farms, report }) {
  const [few, many] = [FEW, MANY].map((count) => farms.get(count));
  const today = new Date().toISOString().slice(0, 10);
  const line = (text) => process.stdout.write(`${text}\n`);
  line(
    `\`npm run bench:wizard\`, ${today}, ${availableParallelism()} cores, Node ${process.version}, Chromium ${browser.version()}:\n`,
  );
  line(
    `Start page, ${STARTS} browsers that had seen nothing: painted ${row(starts.map(({ painted }) => painted))} ms, usable ${row(starts.map(({ usable }) => usable))} ms (median, least, most). Verdict on a practice farm: ${(demo / 1000).toFixed(1)} s.\n`,
  );
  line(`| ms | ${FEW} nodes | ${MANY} nodes | ratio |\n|---|---|---|---|`);
  for (const [name, label] of ONCE) {
    const [one, other] = [few, many].map((list) => median(list.map((times) => times[name])));
    line(`| ${label} | ${one.toFixed(0)} | ${other.toFixed(0)} | ${(other / one).toFixed(1)} |`);
  }
  for (const [name, label] of KEYED) {
    const [one, other] = [few, many].map((list) => list.flatMap((times) => times[name]));
    line(
      `| ${label}, median | ${median(one).toFixed(0)} | ${median(other).toFixed(0)} | ${(median(other) / median(one)).toFixed(1)} |`,
    );
    line(
      `| ${label}, 95 of 100 below | ${most(one).toFixed(0)} | ${most(other).toFixed(0)} | ${(most(other) / most(one)).toFixed(1)} |`,
    );
  }
  line(`\n| frames a second (longest time without one, ms) | ${FEW} nodes | ${MANY} nodes |\n|---|---|---|`);
  for (const [name, label] of SCROLLED) {
    const cells = [few, many].map((list) => {
      const least = list.map((times) => times[name]).sort((a, b) => a.perSecond - b.perSecond)[0];
      return `${least.perSecond.toFixed(0)} (${least.longest.toFixed(0)})`;
    });
    line(`| ${label}, the worst of ${ROUNDS} | ${cells.join(' | ')} |`);
  }
  line(
    `\nReport of ${MANY} nodes, scripts off: ${report.took.toFixed(0)} ms for ${(report.bytes / 1024).toFixed(0)} kB with ${report.rows} table rows.`,
  );
}

function row(list) {
  return [median(list), Math.min(...list), Math.max(...list)].map((value) => value.toFixed(0)).join(', ');
}

function median(list) {
  return [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
}

function most(list) {
  return [...list].sort((one, other) => one - other)[Math.floor(list.length * 0.95)];
}
