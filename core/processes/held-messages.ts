/** Messages of a channel: those that come before anybody listens are held for the first who does. */
export class HeldMessages {
  readonly #listeners = new Set<(message: unknown) => void>();
  #held: unknown[] = [];

  take(message: unknown): void {
    if (this.#listeners.size === 0) this.#held.push(message);
    for (const listener of [...this.#listeners]) listener(message);
  }

  /** Hears one message: the first that is held, or the next. */
  once(listener: (message: unknown) => void): void {
    if (this.#held.length > 0) {
      listener(this.#held.shift());
      return;
    }
    const stop = this.listen((message) => {
      stop();
      listener(message);
    });
  }

  /** The answer ends the listening. */
  listen(listener: (message: unknown) => void): () => void {
    this.#listeners.add(listener);
    const held = this.#held;
    this.#held = [];
    for (const message of held) this.take(message);
    return () => this.#listeners.delete(listener);
  }
}
