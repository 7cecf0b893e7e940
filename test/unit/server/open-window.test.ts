import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { here, type Surroundings } from '../../../core/server/find-browser.ts';
import { type OpenWindow, openWindow } from '../../../core/server/open-window.ts';
import { isAlive } from '../../support/processes.ts';
import { until } from '../../support/until.ts';
import { pathOf, type Stand, startStand } from './shell-stand.ts';

/** Writes its process id and its arguments down, uses its profile, and stays until it is ended. */
const STAYS =
  'mkdir -p "$HOME/profile"; printf "%s\\n" "$$" "$@" > "$HOME/said.part"; mv "$HOME/said.part" "$HOME/said"';
const FOREVER = 'while :; do sleep 1000; done';

let home: string;
let stand: Stand;
let window: OpenWindow | undefined;
let told: string[];
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'farmwright-home-'));
  told = [];
  stand = await startStand();
});
afterEach(async () => {
  await window?.close();
  window = undefined;
  await stand.end();
  rmSync(home, { recursive: true, force: true });
});

/** Opens a window with only these browsers in the PATH, each a shell script. */
function open(browsers: Record<string, string>): {
  link(): string;
  page(): Promise<string>;
  said(): Promise<string[]>;
} {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  for (const [name, script] of Object.entries(browsers)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const found = new Set(Object.keys(browsers).map((name) => join(bin, name)));
  const surroundings: Surroundings = {
    ...here(),
    platform: 'linux',
    env: { HOME: home, PATH: `${bin}:/usr/bin:/bin` },
    exists: (path) => found.has(path),
  };
  let link = '';
  window = openWindow(
    (opened) => {
      link = stand.server.newLink('/', opened);
      return link;
    },
    (sentence) => told.push(sentence),
    surroundings,
  );
  const said = async () => {
    await until(() => existsSync(join(home, 'said')), { what: 'the browser has written its arguments down' });
    return readFileSync(join(home, 'said'), 'utf8').trim().split('\n');
  };
  const page = async () => {
    const address = (await said()).find((text) => text.includes('file://')) ?? '';
    return fileURLToPath(address.replace('--app=', ''));
  };
  return { link: () => link, said, page };
}

describe('an app window', () => {
  it('gets a page only its owner can read, and the token in no argument', async () => {
    const { link, said, page } = open({ chromium: `${STAYS}; ${FOREVER}` });
    const token = new URL(link()).searchParams.get('token') ?? 'none';
    expect((await said()).join(' ')).not.toContain(token);
    const file = await page();
    expect(readFileSync(file, 'utf8')).toContain(`content="0;url=${link()}"`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  });

  it('loses the page as soon as the link is used', async () => {
    const { link, page } = open({ chromium: `${STAYS}; ${FOREVER}` });
    const file = await page();
    expect(existsSync(file)).toBe(true);
    expect((await stand.ask(pathOf(link()))).status).toBe(200);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['one that goes when it is asked to', FOREVER],
    ['one that does not', `trap "" TERM; ${FOREVER}`],
  ])('is closed with its profile and all its processes at the end: %s', async (_, script) => {
    const { said, page } = open({
      chromium: `${script.startsWith('trap') ? `trap "" TERM; ` : ''}${STAYS}; ${script}`,
    });
    const [pid = ''] = await said();
    const folder = dirname(await page());
    expect(isAlive(Number(pid))).toBe(true);
    await window?.close();
    expect(isAlive(Number(pid))).toBe(false);
    expect(existsSync(folder)).toBe(false);
    expect(told).toEqual([]);
  });

  it('has a temporary folder of its own, so that nothing of it stays', async () => {
    const { said, page } = open({ chromium: `echo left > "$TMPDIR/left"; ${STAYS}; ${FOREVER}` });
    await said();
    const folder = dirname(await page());
    expect(existsSync(join(folder, 'left'))).toBe(true);
    await window?.close();
    expect(existsSync(folder)).toBe(false);
  });

  it('may be closed by its user first', async () => {
    const { page } = open({ chromium: STAYS });
    const folder = dirname(await page());
    await window?.close();
    expect(existsSync(folder)).toBe(false);
    expect(told).toEqual([]);
  });

  it('that does not come up is told, with the way round', async () => {
    open({ chromium: 'exit 1' });
    await until(() => told.length > 0, { what: 'it is told' });
    expect(told).toEqual(['No window could be opened. Open the address above in a browser.']);
  });
});

describe('the usual browser', () => {
  it('gets the same page and is left alone at the end', async () => {
    const { link, page, said } = open({ 'xdg-open': `${STAYS}; ${FOREVER}` });
    const file = await page();
    expect(readFileSync(file, 'utf8')).toContain(link());
    const [pid = ''] = await said();
    await window?.close();
    expect(isAlive(Number(pid))).toBe(true);
    expect(existsSync(file)).toBe(false);
    process.kill(-Number(pid), 'SIGKILL');
    await until(() => !isAlive(Number(pid)), { what: 'the test’s browser is gone' });
  });

  it('that cannot be found is told', async () => {
    open({ 'xdg-open': 'exit 3' });
    await until(() => told.length > 0, { what: 'it is told' });
  });
});
