import type { ErrorData } from '../model/errors.ts';
import type { JournalEvent } from '../model/event.ts';

/** Events that are too many for a terminal; the activity log has them. */
const QUIET = ['exchange', 'check.judged', 'wait.progress'];

/** Where a command writes. Progress goes to standard error; standard output holds the one document or the answer. */
export interface Output {
  json: boolean;
  progress(line: string): void;
  /** The answer: as a document with `--json`, else as text. */
  answer(document: unknown, text: string): void;
  /** An expected failure: as a document with `--json`, else as lines on standard error. */
  fail(error: ErrorData): void;
}

/** Output on the process's own streams. */
export function standardOutput(json: boolean): Output {
  // Who reads us may leave, as `head` does. What is under way is brought to its end all the same.
  for (const stream of [process.stdout, process.stderr])
    if (stream.listenerCount('error') === 0) stream.on('error', () => {});
  return {
    json,
    progress: (line) => process.stderr.write(`${line}\n`),
    answer: (document, text) => process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text}\n`),
    fail: (error) =>
      json
        ? process.stdout.write(`${JSON.stringify(failureDocument(error), null, 2)}\n`)
        : process.stderr.write(`${failureText(error)}\n`),
  };
}

/** Tells an event at a terminal, unless it is one of many. */
export function tellProgress({ body, sentence }: JournalEvent, output: Output): void {
  if (!QUIET.includes(body.type)) output.progress(sentence);
}

/** A failure as the document of `--json`, and as lines for people. */
function failureDocument(error: ErrorData) {
  return { schema: 'farmwright-error/1' as const, error };
}

/** A failure for people: what is wrong, where, and what to do. The code stands last. */
function failureText({ code, field, message, remedy, at }: ErrorData): string {
  const place = [field === null ? null : `field ${field}`, at === undefined ? null : `at ${at}`].filter(Boolean);
  return `${message}\n${remedy}\n(${[...place, code].join(', ')})`;
}
