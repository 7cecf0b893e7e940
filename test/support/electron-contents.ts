import { readFileSync } from 'node:fs';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import type { StandInPort } from './electron-ports.ts';
import { StrictEmitter, strict } from './electron-strict.ts';
import { BINDING, PAGE_WORLD, preloadWorld, WORLD } from './electron-world.ts';

/** What the contents of a window ask of the application. */
export interface Surroundings {
  context(preferences: Record<string, unknown>): Promise<BrowserContext>;
  handle(request: Request): Promise<Response>;
  hear(channel: string, event: object, args: unknown[]): void;
  answer(channel: string, event: object, args: unknown[]): Promise<unknown>;
}

/** What the contents tell: what Chromium does by itself, and what tests say in its name. */
const EVENTS = [
  'did-start-navigation',
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'will-attach-webview',
] as const;

type Said =
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'invoke'; call: number; channel: string; args: unknown[] }
  | { kind: 'port'; port: number; message: unknown };

/** Chromium knows no scheme of the application's: its origins are mapped to https ones, which are answered in-process. */
export const toWeb = (text: string) => text.replace(/farmwright:\/\/(app|paper)/g, 'https://$1.farmwright.test');
const fromWeb = (text: string) => text.replace(/https:\/\/(app|paper)\.farmwright\.test/g, 'farmwright://$1');

/** Electron's `WebContents`: a page of the real Chromium, with the built preload script in a world of its own. */
export class StandInContents extends StrictEmitter {
  readonly self: this;
  readonly mainFrame: {
    readonly origin: string;
    postMessage(channel: string, data: unknown, ports: StandInPort[]): void;
  };
  /** Told by the application, for tests to look at. */
  readonly preferences: Record<string, unknown>;
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  /** Requests that left for anywhere else; they were refused. */
  readonly strayed: string[] = [];
  page: Page | null = null;
  readonly #surroundings: Surroundings;
  readonly #ports = new Map<number, StandInPort>();
  #cdp: CDPSession | null = null;
  #world: number | null = null;
  #lastPort = 0;

  constructor(preferences: Record<string, unknown>, surroundings: Surroundings) {
    super('WebContents', EVENTS);
    this.preferences = preferences;
    this.#surroundings = surroundings;
    const url = () => this.getURL();
    this.mainFrame = {
      get origin() {
        return url().split('/').slice(0, 3).join('/');
      },
      postMessage: (channel, _data, [port]) => {
        if (port !== undefined) this.#sendPort(channel, port);
      },
    };
    this.self = strict('WebContents', this);
  }

  getURL(): string {
    return fromWeb(this.page?.url() ?? '');
  }

  isDestroyed(): boolean {
    return this.page?.isClosed() ?? false;
  }

  setWindowOpenHandler(handler: NonNullable<StandInContents['openHandler']>): void {
    this.openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#tell({ kind: 'send', channel, args });
  }

  async printToPDF(options: {
    pageSize: string;
    printBackground: boolean;
    generateTaggedPDF: boolean;
  }): Promise<Buffer> {
    if (this.page === null) throw new Error('Nothing was loaded.');
    return await this.page.pdf({ format: 'A4', printBackground: options.printBackground, tagged: true });
  }

  async load(url: string): Promise<void> {
    const context = await this.#surroundings.context(this.preferences);
    await context.route('**/*', async (route) => {
      const asked = fromWeb(route.request().url());
      if (!asked.startsWith('farmwright://')) {
        this.strayed.push(asked);
        return route.abort();
      }
      const response = await this.#surroundings.handle(new Request(asked, { method: route.request().method() }));
      const body = Buffer.from(await response.arrayBuffer());
      await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
    });
    this.page = await context.newPage();
    const cdp = await context.newCDPSession(this.page);
    this.#cdp = cdp;
    await cdp.send('Page.enable');
    this.#tellNavigations(this.page, cdp);
    if (typeof this.preferences.preload === 'string') await this.#preload(cdp, this.preferences.preload);
    await this.page.goto(toWeb(url));
  }

  /** As in Electron, of every frame, and of those navigations too that stay in the same document (`pushState`). */
  #tellNavigations(page: Page, cdp: CDPSession): void {
    page.on('request', (request) => {
      if (!request.isNavigationRequest()) return;
      const isMainFrame = request.frame() === page.mainFrame();
      this.emit('did-start-navigation', { url: fromWeb(request.url()), isMainFrame, isSameDocument: false });
    });
    cdp.on('Page.navigatedWithinDocument', ({ url }) => {
      // Pages here hold no frames: it is the main one.
      this.emit('did-start-navigation', { url: fromWeb(url), isMainFrame: true, isSameDocument: true });
    });
  }

  async #preload(cdp: CDPSession, file: string): Promise<void> {
    cdp.on('Runtime.executionContextCreated', ({ context: created }) => {
      if (created.name === WORLD) this.#world = created.id;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === BINDING) void this.#take(JSON.parse(payload));
    });
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: PAGE_WORLD });
    const source = preloadWorld(toWeb(readFileSync(file, 'utf8')));
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD });
  }

  async #take(said: Said): Promise<void> {
    const event = { sender: this.self, senderFrame: this.mainFrame };
    if (said.kind === 'port') return this.#ports.get(said.port)?.send(said.message);
    if (said.kind === 'send') return this.#surroundings.hear(said.channel, event, said.args);
    const { call, channel, args } = said;
    await this.#surroundings.answer(channel, event, args).then(
      (value) => this.#tell({ kind: 'answer', call, value }),
      (error: Error) => this.#tell({ kind: 'answer', call, error: error.message }),
    );
  }

  #sendPort(channel: string, port: StandInPort): void {
    this.#lastPort += 1;
    const id = this.#lastPort;
    this.#ports.set(id, port);
    this.#tell({ kind: 'open port', channel, port: id });
    port.sendOn({
      deliver: (message) => this.#tell({ kind: 'port', port: id, message }),
      hangUp: () => this.#tell({ kind: 'close port', port: id }),
    });
  }

  #tell(said: object): void {
    const expression = `standInTake(${JSON.stringify(said)})`;
    const context = this.#world === null ? {} : { contextId: this.#world };
    // A page that is gone by now hears nothing.
    this.#cdp?.send('Runtime.evaluate', { expression, ...context }).catch(() => {});
  }
}
