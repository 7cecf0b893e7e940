import { z } from 'zod';
import { Line } from './line.ts';

/** The longest text that a person may hand in, in characters. */
export const MOST_HANDED_IN = 2_000_000;

/** What a person brought back for a step or for a reading. */
export const HandIn = z.object({
  /** Id of the step, or of the reading, see `readingItem`. */
  item: z.string().min(1).max(200),
  /** Hash of what the step is made from, as the person had it; of a reading its id again. */
  inputs: z.string().max(200),
  outcome: z.enum(['done', 'failed']),
  /** What was seen, as it was pasted; empty where a confirmation is enough. */
  text: z.string().max(MOST_HANDED_IN, `hand in at most ${MOST_HANDED_IN} characters`),
  who: Line.max(80),
});
export type HandIn = z.infer<typeof HandIn>;

/** What people handed in, as far as it still holds. */
export interface HandIns {
  /** The last hand-in for a step, where it was made from these inputs and nothing else was handed over since. */
  ofStep(step: string, inputs: string): KeptHandIn | null;
  ofReading(item: string): KeptHandIn | null;
}

/** A hand-in with the time it came in; ISO 8601, UTC. */
export type KeptHandIn = HandIn & { at: string };
