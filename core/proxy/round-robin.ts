/** Chooses available items one after another, in a fixed cycle. */
export class RoundRobin<T> {
  readonly #items: readonly T[];
  #next = 0;

  constructor(items: readonly T[]) {
    this.#items = items;
  }

  /** The next item that may be taken, or undefined if none may. */
  take(may: (item: T) => boolean): T | undefined {
    for (let step = 0; step < this.#items.length; step += 1) {
      const index = (this.#next + step) % this.#items.length;
      const item = this.#items[index] as T;
      if (!may(item)) continue;
      this.#next = index + 1;
      return item;
    }
    return undefined;
  }
}
