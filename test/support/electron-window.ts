import { StandInContents, type Surroundings } from './electron-contents.ts';
import { Preventable, StrictEmitter, strict } from './electron-strict.ts';

interface WindowOptions {
  show: boolean;
  width?: number;
  height?: number;
  webPreferences: Record<string, unknown>;
  [option: string]: unknown;
}

/** Electron's `BrowserWindow`: its frame is pretended, its contents are real. */
export class StandInWindow extends StrictEmitter {
  readonly options: WindowOptions;
  readonly contents: StandInContents;
  readonly self: this;
  /** Whether somebody looks at it; a test may look away. */
  focused = true;
  #visible = false;
  #destroyed = false;

  constructor(options: WindowOptions, surroundings: Surroundings) {
    super('BrowserWindow', ['ready-to-show', 'close', 'closed']);
    this.options = options;
    this.contents = new StandInContents(options.webPreferences, surroundings);
    this.self = strict('BrowserWindow', this);
  }

  get webContents(): StandInContents {
    return this.contents.self;
  }

  async loadURL(url: string): Promise<void> {
    await this.contents.load(url);
    this.emit('ready-to-show');
  }

  show(): void {
    this.#visible = true;
  }

  hide(): void {
    this.#visible = false;
    this.focused = false;
  }

  focus(): void {
    this.focused = true;
  }

  maximize(): void {}
  restore(): void {}

  isVisible(): boolean {
    return this.#visible;
  }

  isFocused(): boolean {
    return this.focused;
  }

  isMaximized(): boolean {
    return false;
  }

  isMinimized(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getNormalBounds() {
    const { width = 0, height = 0 } = this.options;
    return { x: 40, y: 30, width, height };
  }

  /** Asks as the frame's cross does. False where it was prevented. */
  close(): boolean {
    const event = new Preventable();
    this.emit('close', event);
    if (!event.prevented) this.destroy();
    return !event.prevented;
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    void this.contents.page?.context().close();
    this.emit('closed');
  }
}
