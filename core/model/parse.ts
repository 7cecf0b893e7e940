import type { z } from 'zod';
import { FarmError } from './errors.ts';

/**
 * Parses input from outside with its schema.
 * @param what what the input is, for the sentence: `the farm's answers`
 * @throws FarmError `input.invalid` that names the first field at fault and lists all of them in the remedy
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, what: string): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => ({ field: fieldPath(issue.path), message: issue.message }));
  const [first] = problems;
  throw new FarmError({
    code: 'input.invalid',
    field: first?.field || null,
    message: `${what}: ${first?.field ? `${first.field}: ` : ''}${first?.message ?? 'not understood'}`,
    remedy:
      problems.length > 1
        ? `Correct ${problems.map((problem) => `${problem.field || 'the input'} (${problem.message})`).join('; ')}.`
        : `Correct ${first?.field || 'the input'} and try again.`,
  });
}

/** `nodes[1].address` from `['nodes', 1, 'address']`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}
