import type { Asked } from '../model/reading.ts';
import type { Observations } from './observations.ts';
import type { LookPorts, Verification, VerifyPorts } from './ports.ts';

/** What looking does to the farm besides sending requests, from the mildest to the strongest. */
export type Effect = 'reads' | 'leaves audit entries' | 'disturbs';

/** One look at the farm. Looking judges nothing: checks read what was seen. */
export interface Look {
  /** What it does, as the progress shows it: a sentence without its full stop. */
  title: string;
  effect: Effect;
  /** Whether it runs when all looks before it are done, and none beside it. One that disturbs always does. */
  alone?: true;
  /** The looks whose observations it reads; they run before it. */
  needs: Look[];
  /** What it sends, where to and how often, as sentences; none where it only reads from hosts. */
  sends(verification: Verification, consent: VerifyPorts['consent']): string[];
  /** The questions that it asks hosts, where they do not depend on what is seen meanwhile. */
  asks?(verification: Verification): Asked<unknown>[];
  /** Adds what it saw to `seen`. @throws the signal's reason when cancelled */
  run(verification: Verification, seen: Observations, ports: LookPorts, signal: AbortSignal): Promise<void>;
}

/** These looks and all that they need, each once. */
export function withNeeds(looks: readonly Look[]): Set<Look> {
  const all = new Set<Look>();
  const add = (look: Look) => {
    all.add(look);
    look.needs.forEach(add);
  };
  looks.forEach(add);
  return all;
}
