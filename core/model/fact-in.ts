import { FarmError } from './errors.ts';

/**
 * Returns the value of a fact in the answer of a node.
 * @throws FarmError `fact.unread` where the answer is empty: it would be the same on every node that says nothing
 */
export function factIn(text: string): string {
  const value = text.trim();
  if (value !== '') return value;
  throw new FarmError({
    code: 'fact.unread',
    message: 'The answer is empty.',
    remedy: 'Look it up again, and hand in what is shown there.',
  });
}
