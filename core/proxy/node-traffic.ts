/** Ends a request because its node is halted. */
export class Halted extends Error {
  constructor() {
    super('the node was halted');
  }
}

/** What goes through one node of a service: counted since the proxy began, and what is under way now. */
export class NodeTraffic {
  /** Requests whose head was sent to this node; in mode tcp, connections that it accepted. */
  requests = 0;
  /** How often it was not reached or failed to complete a request. Halting it does not count. */
  failures = 0;
  /** From clients: bytes of request bodies; in mode tcp, all bytes. */
  bytesIn = 0;
  /** To clients: bytes of the bodies of answers; in mode tcp, all bytes. */
  bytesOut = 0;
  readonly #underWay = new Set<() => void>();

  /** Requests or connections that are under way, from the moment this node was chosen for them. */
  get active(): number {
    return this.#underWay.size;
  }

  /**
   * Notes one that begins.
   * @param halt ends it if the node is halted
   * @returns to be called when it is over; further calls do nothing
   */
  begin(halt: () => void): () => void {
    // A function of its own: the same `halt` may be given twice.
    const one = () => halt();
    this.#underWay.add(one);
    return () => void this.#underWay.delete(one);
  }

  /** Ends everything that is under way. */
  halt(): void {
    for (const halt of [...this.#underWay]) halt();
  }
}
