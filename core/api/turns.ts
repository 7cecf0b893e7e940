/** Deeds on one thing are done one after the other; deeds on different things do not wait for each other. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does a deed once those before it on the same thing have ended, well or not. Rejects as the deed does. */
  take<T>(thing: string, deed: () => Promise<T>): Promise<T> {
    const own = (this.#last.get(thing) ?? Promise.resolve()).then(deed);
    const ended = own
      .catch(() => {})
      .then(() => {
        if (this.#last.get(thing) === ended) this.#last.delete(thing);
      });
    this.#last.set(thing, ended);
    return own;
  }

  /** Resolves when every deed has ended that was asked for so far, and those that came meanwhile. */
  async settled(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
