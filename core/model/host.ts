import type { BoundAction } from './action.ts';
import { FarmError } from './errors.ts';
import type { Asked, HostKind, Reading } from './reading.ts';

/** A read-only look at a wished state. */
export interface Inspection {
  state: 'in place' | 'differs' | 'missing' | 'not known';
  /** What was seen, as a sentence part: `the file is 212 bytes, 198 were expected`. */
  detail: string;
}

/** Stands in what is seen of a service that runs with earlier files than those that are there. */
export const STARTED_BEFORE = 'was started before';

/** The step that an action belongs to. */
export interface OfStep {
  step: string;
  /** Shortened HMAC of all that the step is made from. */
  inputs: string;
}

/** A host as it is reached. It knows no product: it carries actions and readings. Every call ends when `signal` aborts. */
export interface Host {
  readonly name: string;
  readonly kind: HostKind;
  /** Whether references in actions come as their values, or as «label», since people read them. */
  readonly takes: 'values' | 'labels';
  /** When a reading is answered. *Later*: by a person, so that nobody waits for it while requests are sent. */
  readonly answers: 'at once' | 'later';
  inspect(action: BoundAction, of: OfStep, signal: AbortSignal): Promise<Inspection>;
  /** *Handed over*: the step was handed to a person, and it is not done yet. */
  perform(action: BoundAction, of: OfStep, signal: AbortSignal): Promise<'performed' | 'handed over'>;
  /** The answer's text; null where there is nothing (no such file). SQL rows come as a JSON array of rows. */
  read(reading: Reading, signal: AbortSignal): Promise<string | null>;
  /** Stops a service of this host, or starts it again as it was started last. Used with consent only. */
  service(name: string, state: 'stopped' | 'started', signal: AbortSignal): Promise<void>;
}

/** Code of the error that says that a person was asked for a reading and has not answered yet. */
export const READING_WAITS = 'reading.waiting';

/**
 * The answer to a question, from the host it is for.
 * @throws FarmError `reading.nothing` where the host has nothing there, and what host and parser throw
 */
export async function readAnswer<T>(asked: Asked<T>, host: (name: string) => Host, signal: AbortSignal): Promise<T> {
  const text = await host(asked.host).read(asked.reading, signal);
  if (text !== null) return asked.parse(text);
  throw new FarmError({
    code: 'reading.nothing',
    message: `There is nothing to read on ${asked.host}.`,
    remedy: 'Run the step that makes it.',
    at: asked.host,
  });
}
