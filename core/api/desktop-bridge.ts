/** What a page finds as `window.farmwright` in the desktop window, and nowhere else. It is all a page gets of Electron. */
export interface DesktopBridge {
  /** Asks for a line to the core. A window message of this page's own brings it: `LineMessage` with a `MessagePort`. */
  openLine(): void;
  /** Hears that the core has ended, and with which exit code. It is not started anew before somebody asks. */
  onCoreEnded(listener: (code: number) => void): void;
  /** Starts the core anew. */
  resume(): Promise<void>;
  /** Hears the path of a farm file that is to be opened: by the menu, the command line or a double click. */
  onOpenFarm(listener: (path: string) => void): void;
  /** Asks the reader for a farm file; null if the reader cancels. */
  chooseFarm(): Promise<string | null>;
  /** Asks where to save, and saves. @returns the path; null if the reader cancelled */
  saveText(file: { name: string; text: string }): Promise<string | null>;
  /** The same, as a PDF of this HTML. Nothing in it runs. */
  savePdf(file: { name: string; html: string }): Promise<string | null>;
}

/** Data of the window message that carries the line to the core. */
export type LineMessage = 'farmwright:line';
