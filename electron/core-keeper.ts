import { MessageChannelMain, type UtilityProcess, type WebContents, type WebFrameMain } from 'electron';
import { CHANNELS } from './channels.ts';
import { FromCore, type ToCore } from './core-messages.ts';
import { serveLaunches, startEntry } from './launcher.ts';

type UnderWay = FromCore['farms'];

/**
 * Keeps the core, which is a utility process: joins pages to it, tells them when it has ended, and starts it anew when
 * somebody asks. It is never restarted automatically, because the same fault could end it again and again.
 */
export class CoreKeeper {
  readonly #entries: string;
  #core: UtilityProcess | null = null;
  #killCore: () => void = () => {};
  #lastCode = 0;
  #ending = false;
  #underWay: UnderWay = [];
  /** Pages with a line to the present core. */
  readonly #pages = new Set<WebContents>();
  #onEnded: () => void = () => {};
  #onUnderWay: (now: UnderWay, before: UnderWay) => void = () => {};

  /** @param entries folder of the bundled entries */
  constructor(entries: string) {
    this.#entries = entries;
  }

  /** Whether there is a core. */
  get runs(): boolean {
    return this.#core !== null;
  }

  /** Farms in which something runs now. */
  get underWay(): UnderWay {
    return this.#underWay;
  }

  /**
   * Told each time that something was begun or has ended. What was lost together with the core has not ended: it is in
   * neither of the two.
   */
  set onUnderWay(listener: (now: UnderWay, before: UnderWay) => void) {
    this.#onUnderWay = listener;
  }

  /** Told when the core has ended without having been asked to. */
  set onEnded(listener: () => void) {
    this.#onEnded = listener;
  }

  /** Starts the core, if it does not run. */
  start(): void {
    if (this.#core !== null) return;
    // Its farms are in the user's folders, which the environment may name.
    const { process: core, killByForce } = startEntry(this.#entries, 'core-process', { env: process.env });
    this.#core = core;
    this.#killCore = killByForce;
    serveLaunches(core, this.#entries);
    core.on('message', (message: unknown) => {
      const said = FromCore.safeParse(message);
      if (said.success) this.#tell(said.data.farms);
    });
    core.on('exit', (code) => {
      if (this.#core !== core) return;
      this.#core = null;
      this.#lastCode = code;
      if (!this.#ending) this.#onEnded();
      this.#underWay = [];
      this.#tell([]);
      for (const page of this.#pages) if (!page.isDestroyed()) page.send(CHANNELS.coreEnded, code);
      this.#pages.clear();
    });
  }

  /** Joins a page to the core. If none runs, the page is told with which code the last one ended. */
  join(page: WebContents, frame: WebFrameMain): void {
    if (this.#core === null) {
      page.send(CHANNELS.coreEnded, this.#lastCode);
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    this.#core.postMessage({ type: 'page' } satisfies ToCore, [port1]);
    frame.postMessage(CHANNELS.line, null, [port2]);
    this.#pages.add(page);
  }

  /**
   * Asks the core to cancel what runs and to close what is open, and waits until it has ended.
   * @param limitMs time limit; after it the core is killed, and the next start recovers
   */
  end(limitMs: number): Promise<void> {
    const core = this.#core;
    if (core === null) return Promise.resolve();
    this.#ending = true;
    return new Promise((resolve) => {
      const limit = setTimeout(this.#killCore, limitMs);
      core.once('exit', () => {
        clearTimeout(limit);
        resolve();
      });
      core.postMessage({ type: 'end' } satisfies ToCore);
    });
  }

  #tell(now: UnderWay): void {
    const before = this.#underWay;
    this.#underWay = now;
    this.#onUnderWay(now, before);
  }
}
