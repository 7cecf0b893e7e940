import type { ErrorData } from '../model/errors.ts';
import type { JournalEvent } from '../model/event.ts';

/** Frequent events that are not printed; the activity log has them. */
const QUIET = ['exchange', 'check.judged', 'wait.progress'];

/** The output of a command. Progress goes to standard error, the answer or the document to standard output. */
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
  // The reader may close the pipe, as `head` does. The activity continues to its end.
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

/** Prints an event, unless it is of a frequent kind. */
export function tellProgress({ body, sentence }: JournalEvent, output: Output): void {
  if (!QUIET.includes(body.type)) output.progress(sentence);
}

/** Whether an event says that an activity failed: the command tells that itself, with what to do. */
export function isFailure(body: JournalEvent['body']): boolean {
  return body.type === 'farm.state' && body.error !== undefined && body.error.code !== 'cancelled';
}

/** A failure as the document of `--json`, and as lines for people. */
function failureDocument(error: ErrorData) {
  return { schema: 'farmwright-error/1' as const, error };
}

/** A failure for people: what is wrong, what to do, where, and the code. */
function failureText({ code, field, message, remedy, at }: ErrorData): string {
  const place = [field === null ? null : `field ${field}`, at === undefined ? null : `at ${at}`].filter(Boolean);
  return `${message}\n${remedy}\n(${[...place, code].join(', ')})`;
}
