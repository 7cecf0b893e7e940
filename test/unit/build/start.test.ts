import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleElectron, bundlePages, ROOT } from '../../../build/bundle.mjs';
import { practiceEntries } from '../../support/practice-entries.ts';
import { until } from '../../support/until.ts';

/** Stands in for Electron: notes how it was started and what it is told, and ends with the code it is given. */
const STAND_IN = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const note = (what) => appendFileSync(process.env.NOTES, JSON.stringify(what) + '\\n');
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { note({ signal }); process.exit(0); });
note({ args: process.argv.slice(2), runAsNode: process.env.ELECTRON_RUN_AS_NODE ?? null });
if (process.env.ENDS_WITH) process.exit(Number(process.env.ENDS_WITH));
setInterval(() => {}, 1000);
`;

let folder: string;
let running: ChildProcess[];
beforeEach(async () => {
  await practiceEntries();
  await bundlePages(() => {});
  await bundleElectron(() => {});
  running = [];
  folder = mkdtempSync(join(tmpdir(), 'farmwright-start-'));
  for (const name of ['electron', 'none', 'programs', 'temporary']) mkdirSync(join(folder, name));
  write('electron/electron', STAND_IN);
  write('electron/version', '45.4.1');
  // What opens pages in the usual browser of a system that has no Chromium.
  write('programs/xdg-open', '#!/bin/sh\nexit 0\n');
});
afterEach(async () => {
  for (const child of running)
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
    }
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
}

function start(args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(ROOT, 'build/start.mjs'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: join(folder, 'programs'),
      TMPDIR: join(folder, 'temporary'),
      HOME: folder,
      DISPLAY: ':99',
      NOTES: join(folder, 'notes'),
      ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'electron'),
      ...env,
    },
  });
  running.push(child);
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const exit = once(child, 'close').then(([code]) => code as number | null);
  /** What is said besides that something is built, which happens where sources have changed. */
  const sentences = () => said.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Building '));
  return { child, said, exit, sentences };
}

const notes = (): Record<string, unknown>[] =>
  existsSync(join(folder, 'notes'))
    ? readFileSync(join(folder, 'notes'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];

describe('npm start with Electron', () => {
  it('starts it with the application, and with farm files from where it was called; its exit code is passed on', async () => {
    const env = { INIT_CWD: '/srv/farms', ELECTRON_RUN_AS_NODE: '1', ENDS_WITH: '7' };
    const { exit, said } = start(['web.farm', '/tmp/other.farm'], env);
    expect(await exit).toBe(7);
    // No switch is added, least of all the one that gives up the sandbox.
    expect(notes()).toEqual([{ args: [ROOT, '/srv/farms/web.farm', '/tmp/other.farm'], runAsNode: null }]);
    expect(said.stdout).toBe('');
  });

  it('hands on what a person says about the sandbox, and then says nothing about it', async () => {
    const { exit, sentences } = start(['--no-sandbox'], { ENDS_WITH: '0' });
    expect(await exit).toBe(0);
    expect(notes()).toMatchObject([{ args: [ROOT, '--no-sandbox'] }]);
    expect(sentences()).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on, once', async (signal) => {
    const { child, exit } = start([]);
    await until(() => notes().length > 0, { limitMs: 60_000, what: 'the stand-in has started' });
    child.kill(signal);
    expect(await exit).toBe(0);
    expect(notes().slice(1)).toEqual([{ signal }]);
  });

  it('leaves files alone that are no farm files, and says so', async () => {
    const { exit, sentences } = start(['notes.txt', '--no-sandbox'], { INIT_CWD: '/srv/farms', ENDS_WITH: '0' });
    expect(await exit).toBe(0);
    expect(sentences()).toEqual(['/srv/farms/notes.txt is not opened, because the name of a farm file ends in .farm.']);
  });
});

describe('npm start without Electron', () => {
  it.each([
    ['may not be run', 'EACCES', () => chmodSync(join(folder, 'electron/electron'), 0o644)],
    ['needs what is not there', 'ENOENT', () => write('electron/electron', '#!/nowhere\n')],
  ])('opens the browser where one is there that %s, and says so in one line', async (_, code, spoil) => {
    spoil();
    const { child, exit, said, sentences } = start(['--no-sandbox']);
    await until(() => said.stdout.includes('Farmwright is open at http://127.0.0.1:'), {
      limitMs: 60_000,
      what: 'the address is told',
    });
    expect(sentences()).toEqual([
      `${join(folder, 'electron/electron')} cannot be started (${code}): Farmwright opens in the browser.`,
    ]);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  it('leaves no server behind when it is ended by force', async () => {
    const { child, said, exit } = start(['--no-open']);
    const link = await until(() => /http:\/\/\S+/.exec(said.stdout)?.[0], {
      limitMs: 60_000,
      what: 'the address is told',
    });
    child.kill('SIGKILL');
    const answers = () =>
      fetch(link, { method: 'HEAD' }).then(
        () => true,
        () => false,
      );
    await until(async () => !(await answers()), { limitMs: 30_000, what: 'the server has ended' });
    // Its end of the terminal is closed only when the last process that has it is gone.
    await exit;
  });

  it('opens the browser and says so in one line', async () => {
    const { child, exit, said, sentences } = start([], { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'none') });
    await until(() => said.stdout.includes('Farmwright is open at http://127.0.0.1:'), {
      limitMs: 60_000,
      what: 'the address is told',
    });
    expect(sentences()).toEqual([expect.stringMatching(/: Farmwright opens in the browser\.$/)]);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  it.each([
    ['no display', [], { DISPLAY: '' }],
    ['a wish for the browser', ['--browser', '--no-open'], {}],
  ])('and with it where there is %s: prints the address and nothing else', async (_, args, env) => {
    const { child, exit, said, sentences } = start(args, env);
    await until(() => said.stdout.includes('Farmwright is open at http://127.0.0.1:'), {
      limitMs: 60_000,
      what: 'the address is told',
    });
    expect(sentences()).toEqual([]);
    expect(notes()).toEqual([]);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });
});
