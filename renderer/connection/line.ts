import type { ClientContext, ClientLink } from '@orpc/client';

export type Link = ClientLink<ClientContext>;

/**
 * State of the line to the core. *Opening* is only the very first attempt; a *lost* line opens itself again; a core that
 * has *ended* is started anew only when somebody asks.
 */
type LineState =
  | { state: 'opening' | 'open' }
  | { state: 'lost'; since: number }
  | { state: 'ended'; since: number; code: number };

/** A line to the core. */
export interface Line {
  state(): LineState;
  subscribe(changed: () => void): () => void;
  /** The open line. Rejects with `LineLost` when there is none within the limit, at once with `CoreEnded`. */
  opened(): Promise<Link>;
  /** Tries at once instead of after the pause; starts a core anew that has ended. */
  tryNow(): Promise<void>;
}

/** There was no line to the core for too long. */
export class LineLost extends Error {
  override readonly name = 'LineLost';
}

/** The core has ended before it answered. */
export class CoreEnded extends Error {
  override readonly name = 'CoreEnded';
  readonly code: number;

  constructor(code: number) {
    super(`The core has ended with code ${code}.`);
    this.code = code;
  }
}

const OPENED_LIMIT_MS = 15_000;

/** The state of a line, its followers, and the requests that wait for it. The transport changes it. */
export class LineWatch {
  #state: LineState = { state: 'opening' };
  #link: Link | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #waiting = new Set<{ hand(link: Link): void; refuse(why: Error): void }>();

  readonly state = (): LineState => this.#state;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  readonly opened = (): Promise<Link> => {
    if (this.#link !== null) return Promise.resolve(this.#link);
    if (this.#state.state === 'ended') return Promise.reject(new CoreEnded(this.#state.code));
    return this.#next();
  };

  /** Waits for the next line. */
  reopened(): Promise<Link> {
    return this.#link === null ? this.#next() : Promise.resolve(this.#link);
  }

  open(link: Link): void {
    this.#link = link;
    this.#change({ state: 'open' });
    for (const { hand } of [...this.#waiting]) hand(link);
  }

  lose(): void {
    this.#link = null;
    this.#change({ state: 'lost', since: this.#state.state === 'lost' ? this.#state.since : Date.now() });
  }

  end(code: number): void {
    this.#link = null;
    this.#change({ state: 'ended', since: Date.now(), code });
    for (const { refuse } of [...this.#waiting]) refuse(new CoreEnded(code));
  }

  #change(next: LineState): void {
    this.#state = next;
    for (const changed of this.#listeners) changed();
  }

  #next(): Promise<Link> {
    return new Promise((resolve, reject) => {
      const settle = (deed: () => void) => {
        clearTimeout(limit);
        this.#waiting.delete(waiting);
        deed();
      };
      const waiting = {
        hand: (link: Link) => settle(() => resolve(link)),
        refuse: (why: Error) => settle(() => reject(why)),
      };
      const limit = setTimeout(() => waiting.refuse(new LineLost()), OPENED_LIMIT_MS);
      this.#waiting.add(waiting);
    });
  }
}
