import type { z } from 'zod';
import { FarmError } from './errors.ts';
import { issueMessage, MISSING } from './issue-message.ts';
import { knownFields } from './known-fields.ts';

/**
 * Parses input from outside with its schema.
 * @param what what the input is, for the sentence: `the farm's answers`
 * @throws FarmError `input.invalid` that names the first field at fault and lists all of them in the remedy
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, what: string): z.infer<S> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(schema, issue));
  const [first] = problems;
  throw new FarmError({
    code: 'input.invalid',
    field: first?.field || null,
    message: sentenceOf(first, what),
    remedy:
      problems.length > 1
        ? `Correct ${problems.map((problem) => `${problem.field || 'the input'} (${problem.message})`).join('; ')}.`
        : `${first?.message === MISSING ? 'Add' : 'Correct'} ${first?.field || 'the input'} and try again.`,
  });
}

interface FieldProblem {
  field: string;
  message: string;
}

function sentenceOf(first: FieldProblem | undefined, what: string): string {
  if (first?.field && first.message === MISSING) return `${first.field} is missing in ${what}.`;
  return `${first?.field ? `${first.field} in ` : ''}${what} cannot be used: ${first?.message ?? 'it is not understood'}.`;
}

/** What is wrong, by field. An unknown field is named together with the known ones. */
function problemsOf(schema: z.ZodType, issue: z.core.$ZodIssue): FieldProblem[] {
  if (issue.code !== 'unrecognized_keys') return [{ field: fieldPath(issue.path), message: issueMessage(issue) }];
  const known = knownFields(schema, issue.path);
  const list = known.length === 0 ? 'no fields are allowed here' : `use one of ${known.join(', ')}`;
  return issue.keys.map((key) => ({
    field: fieldPath([...issue.path, key]),
    message: `this field is not known; ${list}`,
  }));
}

/** `hosts[1].name` from `['hosts', 1, 'name']`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}
