import type { Action } from '../model/action.ts';
import type { Step } from '../model/plan.ts';
import { isExpected } from '../model/reading.ts';
import { jsonIn, rowsShown } from './rows-shown.ts';

/** What a person must show of an action: what to look at is in the instructions. */
export interface Expected {
  title: string;
  /** The answer that is expected, as text. */
  answer: string;
}

/** Returns what the text that is handed in for a step must show, in the order of its actions. */
export function expectedOf({ apply }: Pick<Step, 'apply'>): Expected[] {
  return apply.flatMap((action) => {
    if (action.kind === 'sql') return [{ title: action.title, answer: JSON.stringify(action.verify.rows) }];
    return action.kind === 'deed' ? [{ title: action.title, answer: action.done.expect }] : [];
  });
}

/**
 * Returns the titles of the actions whose expected answer a pasted text does not show; none where it shows all. Where a
 * step has nothing to show, the confirmation of a person is enough.
 */
export function notShown({ apply }: Pick<Step, 'apply'>, text: string): string[] {
  return apply.filter((action) => !isShown(action, text)).map(({ title }) => title);
}

function isShown(action: Action, text: string): boolean {
  if (action.kind === 'sql') return rowsShown(action.verify.rows, text);
  if (action.kind !== 'deed') return true;
  const { expect } = action.done;
  if (isExpected(expect, text)) return true;
  if (jsonIn(text).some((value) => isExpected(expect, JSON.stringify(value)))) return true;
  const [wanted, given] = [linesOf(expect), linesOf(text)];
  return wanted.length > 0 && given.some((_, start) => wanted.every((line, index) => given[start + index] === line));
}

/** The lines of a text without blanks around them; empty lines say nothing. */
function linesOf(text: string): string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
