import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { FarmError } from '../model/errors.ts';
import { parseInput } from '../model/parse.ts';

const Port = z.object({
  '--port': z
    .string()
    .regex(/^\d{1,5}$/, 'is a number')
    .transform(Number)
    .pipe(z.int().min(1, 'is 1 or more').max(65_535, 'is 65535 at most'))
    .optional(),
});

/** What the browser shell is started with. */
export interface Options {
  /** Absent: the system chooses a free port. */
  port?: number;
  /** Whether a window is to be opened. */
  open: boolean;
  /** A farm file whose pages are shown first. */
  farm?: string;
}

/** Reads the arguments. @throws FarmError `input.invalid` */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [farm] = positionals;
  const { '--port': port } = parseInput(Port, { '--port': values.port }, 'the options');
  return {
    open: values['no-open'] !== true,
    ...(port === undefined ? {} : { port }),
    ...(farm === undefined ? {} : { farm }),
  };
}

function parse(args: string[]) {
  try {
    const options = { port: { type: 'string' }, 'no-open': { type: 'boolean' } } as const;
    const parsed = parseArgs({ args, options, allowPositionals: true });
    if (parsed.positionals.length > 1) throw new Error('Only one farm file can be opened at the start');
    return { values: parsed.values, positionals: parsed.positionals.map(pathOf) };
  } catch (error) {
    throw new FarmError({
      code: 'input.invalid',
      message: (error as Error).message.split('. ')[0] ?? '',
      remedy: 'Use --no-open, --port NUMBER, or the path of a farm file.',
    });
  }
}

/** Desktops hand over files as `file:` addresses. @throws TypeError if it leads to no file of this computer */
function pathOf(named: string): string {
  return /^file:\//i.test(named) ? fileURLToPath(named) : named;
}
