import type { z } from 'zod';

/** What is wrong with a field that is not there. */
export const MISSING = 'it is missing';

/** What is wrong, as a phrase beside the field: the schema's own words, or plain ones for its limits. */
export function issueMessage(issue: z.core.$ZodIssue): string {
  if ('input' in issue && issue.input === undefined && issue.code !== 'custom') return MISSING;
  if (!/^(Invalid|Too )/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'too_big':
      return `use at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'too_small':
      return `use at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'invalid_value':
      return `choose one of ${issue.values.join(', ')}`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `choose one of ${issue.options.join(', ')}`
        : 'it is not understood';
    case 'invalid_type':
      return issue.expected === 'int' || issue.expected === 'number' ? 'use a whole number' : 'it has the wrong type';
    default:
      return 'it is not understood';
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}
