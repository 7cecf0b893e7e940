import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type DesktopApp, startDesktop } from '../support/electron-app.ts';
import { Preventable } from '../support/electron-strict.ts';

let browser: Browser;
let desktop: DesktopApp;
beforeAll(async () => {
  browser = await startBrowser();
  desktop = await startDesktop(browser);
});
afterAll(async () => {
  await desktop?.end();
  await browser.close();
});

it('shows its page in a sandbox, apart from the preload script, without Node, without other pages in it', () => {
  expect(desktop.window.options.webPreferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    preload: expect.stringMatching(/out\/electron\/preload\.cjs$/),
  });
});

it('registers its scheme as a standard and secure one with no other privilege', () => {
  expect(desktop.desk.schemes).toEqual([{ scheme: 'farmwright', privileges: { standard: true, secure: true } }]);
});

it.each([
  ['https://elsewhere.example/', true],
  ['file:///etc/passwd', true],
  ['farmwright://apple/', true],
  ['farmwright://paper/x', true],
  ['farmwright://app/', false],
])('a way to %s is cut off: %s', (url, cutOff) => {
  const event = Object.assign(new Preventable(), { url });
  desktop.window.contents.emit('will-navigate', event);
  expect(event.prevented).toBe(cutOff);
});

it('holds no frame and no webview, follows no redirect, and opens no window', () => {
  for (const [name, details] of [
    ['will-frame-navigate', { url: 'farmwright://app/', isMainFrame: false }],
    ['will-attach-webview', {}],
    ['will-redirect', { url: 'farmwright://app/' }],
  ] as const) {
    const event = Object.assign(new Preventable(), details);
    desktop.window.contents.emit(name, event);
    expect(event.prevented, name).toBe(true);
  }
  expect(desktop.window.contents.openHandler?.({ url: 'farmwright://app/' })).toEqual({ action: 'deny' });
});

it.each([
  'media',
  'geolocation',
  'notifications',
  'clipboard-read',
  'openExternal',
  'fileSystem',
])('grants its page no %s', (permission) => {
  const granted: boolean[] = [];
  desktop.desk.permissionRequest?.(desktop.window.contents, permission, (answer) => granted.push(answer));
  granted.push(desktop.desk.permissionCheck?.(desktop.window.contents, permission, 'farmwright://app') ?? true);
  expect(granted).toEqual([false, false]);
});

it('lets its own page put text on the clipboard, and no other page', () => {
  const asked = (origin: string) =>
    desktop.desk.permissionCheck?.(desktop.window.contents, 'clipboard-sanitized-write', origin);
  expect([asked('farmwright://app'), asked('https://elsewhere.example')]).toEqual([true, false]);
});

it('answers no other sender, no frame in its page, and no message that is not understood', async () => {
  const { contents } = desktop.window;
  const own = { sender: contents.self, senderFrame: contents.mainFrame };
  const frame = { origin: 'farmwright://app', postMessage: () => {} };
  const file = { name: 'x.txt', text: 'x' };
  for (const event of [
    { ...own, senderFrame: frame },
    { ...own, senderFrame: null },
    { ...own, sender: {} },
  ])
    await expect(desktop.desk.ask('save:text', event, [file])).rejects.toThrow('own page');
  for (const given of [undefined, {}, { name: '', text: 'x' }, { name: 'x.txt' }, { ...file, text: 7 }])
    await expect(desktop.desk.ask('save:text', own, [given])).rejects.toThrow();
  expect(desktop.desk.dialogs).toEqual([]);
});

it('answers its own frame no more once a page of another origin is in it', async () => {
  const { contents } = desktop.window;
  const own = { sender: contents.self, senderFrame: contents.mainFrame };
  const origin = vi.spyOn(contents.mainFrame, 'origin', 'get').mockReturnValue('farmwright://paper');
  try {
    for (const [channel, given] of [
      ['save:text', [{ name: 'x.txt', text: 'x' }]],
      ['save:pdf', [{ name: 'x.pdf', html: 'x' }]],
      ['farm:choose', []],
      ['core:resume', []],
    ] as const)
      await expect(desktop.desk.ask(channel, own, [...given]), channel).rejects.toThrow('own page');
  } finally {
    origin.mockRestore();
  }
  expect(desktop.desk.dialogs).toEqual([]);
});

it('gives its page the bridge, and nothing of Node or Electron', async () => {
  const seen = await desktop.page.evaluate(() => ({
    bridge: Object.keys((window as unknown as { farmwright: object }).farmwright).sort(),
    others: ['require', 'process', 'module', 'electron', 'ipcRenderer'].filter((name) => name in window),
  }));
  expect(seen).toEqual({
    bridge: ['chooseFarm', 'onCoreEnded', 'onOpenFarm', 'openLine', 'resume', 'savePdf', 'saveText'],
    others: [],
  });
});
