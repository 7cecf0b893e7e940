import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { FarmError } from '../model/errors.ts';

/** Answers from a file, and where in it each of them stands. */
export interface AnswersFile {
  value: unknown;
  /** The error with the place of its field in the file, `answers.yaml:12`. */
  locate(error: unknown): unknown;
}

/**
 * Reads answers from YAML 1.2 (JSON is YAML). Aliases and tags that make other things than plain data are refused.
 * @throws FarmError `file.unreadable`, `answers.not-yaml` with line and column
 */
export async function readAnswers(path: string): Promise<AnswersFile> {
  const text = await readText(path);
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

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new FarmError({
      code: 'file.unreadable',
      field: 'answers',
      message: `${path} cannot be read: ${(error as Error).message}`,
      remedy: 'Give the path of a YAML file.',
      at: path,
    });
  }
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
    message: `The answers are not YAML: ${why}`,
    remedy: 'Correct this place. One answer a line, “name: value”, indented with spaces.',
    at,
  });
}
