import { EventEmitter } from 'node:events';
import type { Browser } from 'playwright-core';
import { STILL } from './browser.ts';
import type { Surroundings } from './electron-contents.ts';
import { StandInPort } from './electron-ports.ts';
import { Preventable, StrictEmitter, strict } from './electron-strict.ts';
import { StandInUtility } from './electron-utility.ts';
import { StandInWindow } from './electron-window.ts';

type Answer = (event: object, ...args: unknown[]) => unknown;
type MenuItem = { label?: string; role?: string; click?(): void; submenu?: MenuItem[] };

/** What a test sees and does where a person would: answers to dialogs, the menu, notifications, settings that were made. */
export class Desk {
  readonly windows: StandInWindow[] = [];
  readonly notifications: { title: string; body: string }[] = [];
  readonly dialogs: { kind: 'save' | 'open' | 'message'; options: Record<string, unknown> }[] = [];
  /** What the person answers next: a path, null for *cancel*, or the number of a button. */
  readonly answers: (string | number | null)[] = [];
  menu: MenuItem[] = [];
  schemes: unknown[] = [];
  permissionRequest: ((contents: object, permission: string, answer: (granted: boolean) => void) => void) | null = null;
  permissionCheck: ((contents: object, permission: string, origin: string) => boolean) | null = null;
  handle: ((request: Request) => Promise<Response>) | null = null;
  isFirst = true;
  /** Asks the main process as a page does, in the name of any sender. */
  ask: Surroundings['answer'] = () => Promise.reject(new Error('Nothing runs.'));
  /** Another instance was started with this command line, in this folder. */
  secondInstance: (args: string[], folder: string) => void = () => {};
  /** The system hands over a file: macOS, on a double click. */
  openFile: (path: string) => void = () => {};
  quit: Promise<void>;
  tellQuit: () => void = () => {};

  constructor() {
    this.quit = new Promise((resolve) => {
      this.tellQuit = resolve;
    });
  }

  answer(kind: 'save' | 'open' | 'message', options: Record<string, unknown>): string | number | null {
    this.dialogs.push({ kind, options });
    const answer = this.answers.shift();
    if (answer === undefined) throw new Error(`Nobody answers this dialog: ${JSON.stringify(options)}`);
    return answer;
  }
}

/**
 * The module `electron` as far as the application uses it; anything else throws. Pages are real ones of the real
 * Chromium, utility processes are real processes.
 * @param userData folder where an application keeps what is its own
 */
export function standIn(desk: Desk, browser: Browser, userData: string): Record<string, unknown> {
  const listeners = new EventEmitter();
  const answers = new Map<string, Answer>();
  const surroundings: Surroundings = {
    context: ({ javascript }) =>
      browser.newContext({ ...STILL, javaScriptEnabled: javascript !== false, viewport: { width: 1280, height: 900 } }),
    handle: (request) => desk.handle?.(request) ?? Promise.reject(new Error('No protocol is handled.')),
    hear: (channel, event, args) => void listeners.emit(channel, event, ...args),
    answer: async (channel, event, args) => {
      const answer = answers.get(channel);
      if (answer === undefined) throw new Error(`Nobody answers ${channel}`);
      return await answer(event, ...args);
    },
  };
  desk.ask = surroundings.answer;
  const app = new StandInApp(desk, userData);
  desk.openFile = (path) => app.emit('open-file', new Preventable(), path);
  desk.secondInstance = (args, folder) => app.emit('second-instance', {}, args, folder);
  // A constructor that is a function may return another object.
  function BrowserWindow(options: StandInWindow['options']): StandInWindow {
    const window = new StandInWindow(options, surroundings);
    desk.windows.push(window);
    window.on('closed', () => {
      desk.windows.splice(desk.windows.indexOf(window), 1);
      if (desk.windows.length === 0) app.emit('window-all-closed');
    });
    app.emit('web-contents-created', {}, window.webContents);
    return window.self;
  }
  class Notification extends StrictEmitter {
    readonly #said: { title: string; body: string };
    constructor(said: { title: string; body: string }) {
      super('Notification', ['click']);
      this.#said = said;
    }
    show(): void {
      desk.notifications.push(this.#said);
    }
  }
  // As with windows: who is asked for one gets it as one that throws at what it does not have.
  function StrictNotification(said: { title: string; body: string }): Notification {
    return strict('Notification', new Notification(said));
  }
  const display = { workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
  return {
    app: strict('app', app),
    BrowserWindow,
    Notification: StrictNotification,
    MessageChannelMain: class {
      port1: StandInPort;
      port2: StandInPort;
      constructor() {
        const { port1, port2 } = StandInPort.pair();
        this.port1 = strict('MessagePortMain', port1);
        this.port2 = strict('MessagePortMain', port2);
      }
    },
    utilityProcess: strict('utilityProcess', {
      fork: (path: string, _args: string[], options: never) =>
        strict('UtilityProcess', new StandInUtility(path, options)),
    }),
    ipcMain: strict('ipcMain', {
      on: (channel: string, listener: (...given: unknown[]) => void) => listeners.on(channel, listener),
      handle: (channel: string, answer: Answer) => answers.set(channel, answer),
    }),
    protocol: strict('protocol', {
      registerSchemesAsPrivileged: (schemes: unknown[]) => {
        desk.schemes = schemes;
      },
      handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => {
        desk.handle = async (request) => await handler(request);
      },
    }),
    session: strict('session', {
      defaultSession: strict('Session', {
        setPermissionRequestHandler: (handler: Desk['permissionRequest']) => {
          desk.permissionRequest = handler;
        },
        setPermissionCheckHandler: (handler: Desk['permissionCheck']) => {
          desk.permissionCheck = handler;
        },
      }),
    }),
    dialog: strict('dialog', {
      showSaveDialog: async (_window: object, options: Record<string, unknown>) => {
        const path = desk.answer('save', options);
        return { canceled: path === null, filePath: path ?? '' };
      },
      showOpenDialog: async (_window: object, options: Record<string, unknown>) => {
        const path = desk.answer('open', options);
        return { canceled: path === null, filePaths: path === null ? [] : [path] };
      },
      showMessageBox: async (_window: object, options: Record<string, unknown>) => ({
        response: desk.answer('message', options),
      }),
    }),
    Menu: strict('Menu', {
      buildFromTemplate: (template: MenuItem[]) => template,
      setApplicationMenu: (menu: MenuItem[]) => {
        desk.menu = menu;
      },
    }),
    nativeTheme: strict('nativeTheme', { shouldUseDarkColors: false }),
    screen: strict('screen', { getPrimaryDisplay: () => display, getAllDisplays: () => [display] }),
  };
}

/** What the application is told: by the system, by Chromium, by itself. */
const APP_EVENTS = [
  'web-contents-created',
  'second-instance',
  'open-file',
  'activate',
  'window-all-closed',
  'will-quit',
];

/** Electron's `app`: it is ready at once, and quits as Electron's documentation has it. */
class StandInApp extends StrictEmitter {
  readonly #desk: Desk;
  readonly #userData: string;

  constructor(desk: Desk, userData: string) {
    super('App', APP_EVENTS);
    this.#desk = desk;
    this.#userData = userData;
  }

  requestSingleInstanceLock(): boolean {
    return this.#desk.isFirst;
  }

  async whenReady(): Promise<void> {}

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`The stand-in for Electron knows no path of ${name}`);
    return this.#userData;
  }

  showAboutPanel(): void {}

  quit(): void {
    for (const window of [...this.#desk.windows]) if (!window.isDestroyed() && !window.close()) return;
    const event = new Preventable();
    this.emit('will-quit', event);
    if (!event.prevented) this.#desk.tellQuit();
  }
}
