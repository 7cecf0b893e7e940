import { LineCounter, parseDocument } from 'yaml';
import { FarmError } from '../model/errors.ts';
import { readTextFile } from './text-files.ts';

/** Answers from a file, and their places in it. */
export interface AnswersFile {
  value: unknown;
  /** The error with the place of its field in the file, `answers.yaml:12`. */
  locate(error: unknown): unknown;
}

/**
 * Reads answers from YAML 1.2 (JSON is YAML). Refuses aliases, and tags that make something other than plain data.
 * @throws FarmError `file.unreadable`, `answers.not-yaml` with line and column
 */
export async function readAnswers(path: string): Promise<AnswersFile> {
  const text = await readTextFile(path, { field: 'answers', kind: 'a YAML file', parse: String });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, schema: 'core' });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw notYaml(`${path}:${line}:${col}`, problem.message.split('\n')[0] ?? '');
  }
  return {
    value: plain(path, () => document.toJS({ maxAliasCount: 0 })),
    locate: (error) => {
      if (!(error instanceof FarmError)) return error;
      const { code, message, remedy, field } = error;
      for (let keys = keysOf(field); ; keys = keys.slice(0, -1)) {
        const node = keys.length === 0 ? document.contents : document.getIn(keys, true);
        const start = (node as { range?: [number, number, number] | null } | undefined)?.range?.[0];
        if (start !== undefined)
          return new FarmError({ code, message, remedy, field, at: `${path}:${lines.linePos(start).line}` });
        if (keys.length === 0) return new FarmError({ code, message, remedy, field, at: path });
      }
    },
  };
}

function plain(path: string, read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    throw notYaml(path, (error as Error).message);
  }
}

/** `nodes[1].address` as `['nodes', 1, 'address']`. */
function keysOf(field: string | null): (string | number)[] {
  if (field === null) return [];
  return [...field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

function notYaml(at: string, why: string): FarmError {
  return new FarmError({
    code: 'answers.not-yaml',
    field: 'answers',
    message: `The answers are not valid YAML: ${why}`,
    remedy: 'Correct this place. Write one answer per line as “name: value”, indented with spaces.',
    at,
  });
}
