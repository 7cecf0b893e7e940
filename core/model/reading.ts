import { z } from 'zod';
import type { Text } from './text.ts';

/** The kinds of host. */
export const HOST_KINDS = ['posix', 'windows', 'practice', 'person'] as const;
export type HostKind = (typeof HOST_KINDS)[number];

/**
 * How one kind of host is told something. `run`: a script; on a practice host the words that `practiceLine` joins: the
 * first names a service of the host, the others are said to it, and its answer is the text. `stdin` goes beside it.
 * `ask`: what a person is asked to do or to look at, with an example of what is handed in.
 */
export type Rendering<T = Text> = { run: string; stdin?: T | undefined } | { ask: string; example: string };

/** One rendering for each kind of host that can be told. */
export type Renderings<T = Text> = Partial<Record<HostKind, Rendering<T>>>;

/** The schema of renderings. @param text how their texts are: with references, or bound */
export function renderingsOf<T extends z.ZodType>(text: T) {
  return z.partialRecord(
    z.enum(HOST_KINDS),
    z.union([
      z.object({ run: z.string().max(100_000), stdin: text.optional() }),
      z.object({ ask: z.string(), example: z.string() }),
    ]),
  );
}

/** The schema of readings: questions to a host, as data. @param text how their texts are: with references, or bound */
export function readingOf<T extends z.ZodType>(text: T) {
  return z.discriminatedUnion('kind', [
    /** The text of a file. */
    z.object({ kind: z.literal('file'), path: z.string().min(1).max(1024) }),
    /** One line to a socket of the host, and all that it answers until it ends the connection. */
    z.object({
      kind: z.literal('talk'),
      socket: z.string().min(1).max(1024),
      say: z.string().max(100_000),
      example: z.string(),
    }),
    /** Rows of a query, as a JSON array of arrays. */
    z.object({
      kind: z.literal('sql'),
      database: z.string(),
      as: z.enum(['application', 'administrator']),
      text: z.string(),
      parameters: z.record(z.string(), text),
      example: z.string(),
    }),
    /** The answer of a script, a service or a person. */
    z.object({ kind: z.literal('told'), by: renderingsOf(text) }),
  ]);
}

/** A question to a host. `example` shows what is answered: a person sees it, and the parser takes it. */
export const Reading = readingOf(z.string());
export type Reading = z.infer<typeof Reading>;

/** A question to a host, and how its answer is read. The plug-in that knows the product makes both. */
export interface Asked<T> {
  host: string;
  reading: Reading;
  /** @throws FarmError if the text is no such answer */
  parse(text: string): T;
}

/** A line for a practice host: a service and words for it. Any word is safe: blanks and control characters are encoded. */
export function practiceLine(service: string, ...words: string[]): string {
  return [service, ...words].map((word) => encodeURIComponent(word.replace(/\p{Surrogate}/gu, '\uFFFD'))).join(' ');
}

/** The line for a practice host that asks the host itself, and no service, for its listening TCP sockets. */
export const LISTENING_SOCKETS = practiceLine('', 'listening-sockets');

/** The words of such a line. */
export function practiceWords(line: string): string[] {
  return line.split(' ').map(decodeURIComponent);
}

/** True if an answer is the expected one: as JSON if both are JSON, else without blanks around it. */
export function isExpected(expected: string, answer: string): boolean {
  return normalForm(expected) === normalForm(answer);
}

function normalForm(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    return text.trim().replaceAll('\r\n', '\n');
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
