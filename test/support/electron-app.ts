import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { bundleElectron, bundlePages } from '../../build/bundle.mjs';
import { Desk, standIn } from './electron-stand-in.ts';
import { StandInUtility } from './electron-utility.ts';
import type { StandInWindow } from './electron-window.ts';
import { practiceEntries } from './practice-entries.ts';
import { until } from './until.ts';

/** The desktop application as it is built, with a stand-in for Electron around it. */
export interface DesktopApp {
  desk: Desk;
  /** The application's window and the page in it. */
  window: StandInWindow;
  page: Page;
  /** What the page complained about. */
  complaints: string[];
  /** A folder for files of the test's own; farms are kept in `Farmwright` in it. */
  home: string;
  /** Where practice farms keep their files while they stand. */
  temporary: string;
  /** The process of the core. */
  core(): StandInUtility;
  /** Quits as a person does, and clears away. Resolves once nothing of it runs. */
  end(): Promise<void>;
}

/** Starts the built application, laid out as it is in a package. */
export async function startDesktop(browser: Browser): Promise<DesktopApp> {
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-desktop-'));
  const home = join(folder, 'home');
  for (const made of [home, join(folder, 'tmp')]) mkdirSync(made);
  for (const [name, built] of Object.entries({
    core: await practiceEntries(),
    pages: await bundlePages(() => {}),
    electron: await bundleElectron(() => {}),
  }))
    cpSync(built, join(folder, 'out', name), { recursive: true });
  const desk = new Desk();
  const module = standIn(desk, browser, home);
  putModule(folder, module);
  const restore = setEnvironment({ HOME: home, XDG_DATA_HOME: join(home, 'data'), TMPDIR: join(folder, 'tmp') });
  await import(pathToFileURL(join(folder, 'out/electron/main.mjs')).href);
  const window = await until(() => desk.windows[0], { limitMs: 60_000, what: 'the window is there' });
  const page = await until(() => window.contents.page, { limitMs: 60_000, what: 'the page is there' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('websocket', (socket) => complaints.push(`a WebSocket to ${socket.url()}`));
  await page.getByRole('button', { name: 'Plan my farm' }).waitFor({ timeout: 120_000 });
  return {
    desk,
    window,
    page,
    complaints,
    home,
    temporary: join(folder, 'tmp'),
    core: () => {
      const core = StandInUtility.all().find(({ name }) => name === 'Farmwright core-process');
      if (core === undefined) throw new Error('The core does not run.');
      return core;
    },
    end: async () => {
      // Where something still runs it is asked: cancel the run and close.
      desk.answers.unshift(1);
      if (!window.isDestroyed()) window.close();
      await desk.quit;
      await until(() => StandInUtility.all().length === 0, { limitMs: 60_000, what: 'every process has ended' });
      restore();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `import 'electron'` finds from that folder, and from nowhere else. */
function putModule(folder: string, module: Record<string, unknown>): void {
  const place = join(folder, 'node_modules/electron');
  mkdirSync(place, { recursive: true });
  const key = `electron of ${folder}`;
  (globalThis as Record<string, unknown>)[key] = module;
  const names = Object.keys(module).join(', ');
  writeFileSync(join(place, 'package.json'), JSON.stringify({ name: 'electron', type: 'module', main: 'index.mjs' }));
  writeFileSync(join(place, 'index.mjs'), `export const { ${names} } = globalThis[${JSON.stringify(key)}];\n`);
}

function setEnvironment(changes: Record<string, string>): () => void {
  const before = Object.fromEntries(Object.keys(changes).map((name) => [name, process.env[name]]));
  Object.assign(process.env, changes);
  return () => {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  };
}
