import type { Duplex } from 'node:stream';

/** A problem with a line: longer than the limit, or no JSON. */
export type LineProblem = 'too long' | 'not JSON';

/**
 * Reads one JSON value per line from a stream.
 * @param mostCharacters a longer line is a problem and nothing after it is read
 */
export function readJsonLines(
  stream: Duplex,
  mostCharacters: number,
  onValue: (value: unknown) => void,
  onProblem: (problem: LineProblem) => void,
): void {
  let rest = '';
  let ended = false;
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    if (ended) return;
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > mostCharacters || lines.some((line) => line.length > mostCharacters)) {
      ended = true;
      rest = '';
      onProblem('too long');
      return;
    }
    for (const line of lines) {
      if (line.trim() === '') continue;
      const parsed = parse(line);
      if (parsed === undefined) onProblem('not JSON');
      else onValue(parsed.value);
    }
  });
}

/** Writes a value as one line. Does nothing if the stream has ended, because its reader is gone. */
export function writeJsonLine(stream: Duplex, value: unknown): void {
  if (stream.writable) stream.write(`${JSON.stringify(value)}\n`);
}

function parse(line: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return undefined;
  }
}
