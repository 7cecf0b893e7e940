import type { Observations } from './observations.ts';

/** Ends a verification that people have to answer first: their answers are asked for and are not there yet. */
export class ProofWaits extends Error {
  /** What was seen so far, where requests with tokens were sent already; null where the verification begins anew. */
  readonly seen: Observations | null;

  constructor(seen: Observations | null) {
    super('the verification waits for people');
    this.seen = seen;
  }
}
