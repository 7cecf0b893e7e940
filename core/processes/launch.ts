/** Entries that one process starts on behalf of another. */
export const LAUNCHABLE = ['practice-world', 'practice-node', 'program-keeper', 'database', 'proxy'] as const;
export type EntryName = (typeof LAUNCHABLE)[number];

/** How a process ended: with a code, by a signal, or because it could not be started at all. */
export interface Ending {
  code: number | null;
  signal: string | null;
  /** Why it could not be started, if so. */
  problem: string | null;
  /** The end of what it wrote to its standard error. */
  lastWords: string;
}

/** A process that was started, talked to over one channel. Messages are plain data, as JSON has it. */
export interface Launched {
  /** Not known before it runs. */
  readonly pid: number | undefined;
  readonly running: boolean;
  /** Resolves when it has ended, however it did; never rejects. */
  readonly ended: Promise<Ending>;
  /** Messages to an ended process are lost; see `ended`. */
  send(message: object): void;
  /** Hears its messages, those included that came before anybody listened. The answer ends the listening. */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Asks it to end, or ends it with force. */
  kill(how: 'ask' | 'force'): void;
  /** Closes the channel. One that was launched detached runs on, any other one ends itself. */
  letGo(): void;
}

/** How a process is to be started. */
export interface LaunchOptions {
  /** Runs on when the process that started it has ended, as far as the platform lets it. */
  detached?: boolean;
  cwd?: string;
}

/**
 * Starts a bundled entry, `practice-world` for one, as a process of its own. This is a port: in Node a process forks, in
 * Electron only its main process can start others, and is asked to. Nothing goes along but a bare environment; secrets
 * follow over the channel.
 */
export type Launch = (entry: EntryName, options?: LaunchOptions) => Launched;
