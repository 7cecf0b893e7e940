import { readObservations, writeObservations } from '../checks/kept-observations.ts';
import type { Observations } from '../checks/observations.ts';

/** A proof whose requests were sent, and that goes on when people have handed in the audit records. */
export interface KeptProof {
  seen: Observations;
  /** How its tokens begin. */
  tokenStart: string;
  /** When it began, ISO 8601; proofs that earlier versions kept do not say. */
  began?: string;
}

/** Ends the proof of a farm that people have to answer first. */
export class ProofKept extends Error {
  /** What the proof goes on with; null where it begins anew. */
  readonly kept: KeptProof | null;

  constructor(kept: KeptProof | null) {
    super('the proof waits for people');
    this.kept = kept;
  }
}

/** Returns a kept proof as the journal keeps it. */
export function writeKeptProof({ seen, ...kept }: KeptProof): string {
  return JSON.stringify({ ...kept, seen: writeObservations(seen) });
}

/** Returns the proof that the journal keeps as this text. @throws SyntaxError where it is none */
export function readKeptProof(text: string): KeptProof {
  const { seen, ...kept } = JSON.parse(text) as Omit<KeptProof, 'seen'> & { seen: string };
  return { ...kept, seen: readObservations(seen) };
}
