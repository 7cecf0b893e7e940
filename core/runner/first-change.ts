/**
 * Lets one host of a stage be changed alone, before any other one is: a mistake shows on that host only. A host where all
 * is in place shows nothing, so the next one that is changed is the first.
 */
export class FirstChange {
  #host: string | null = null;
  #ended = false;
  readonly #waiting: (() => void)[] = [];

  /** Resolves when this host may be changed: at once for the first one, for the others when all of the first is done. */
  async mayChange(host: string): Promise<void> {
    this.#host ??= host;
    if (this.#host === host || this.#ended) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The steps of a host have ended, however they did. */
  end(host: string): void {
    if (host !== this.#host) return;
    this.#ended = true;
    for (const go of this.#waiting.splice(0)) go();
  }
}
