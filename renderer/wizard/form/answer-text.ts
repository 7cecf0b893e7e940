import type { Field } from '../../../core/model/form.ts';
import { formWords } from './words.ts';

/** An answer as a short text, in the words of its choices where it has some. */
export function answerText({ kind, value, choices, unit }: Pick<Field, 'kind' | 'value' | 'choices' | 'unit'>): string {
  const words = formWords.answer;
  if (value === null || value === undefined || value === '') return words.nothing;
  switch (kind) {
    case 'choice':
      return choices.find((choice) => choice.value === value)?.label ?? String(value);
    case 'toggle':
      return value === true ? words.yes : words.no;
    case 'names':
      return typeof value === 'string' ? words.namesUnusable : words.names(namesOf(value));
    case 'number':
      return unit === null ? String(value) : `${value} ${unit}`;
    case 'rows':
    case 'text':
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

/** The names of a list, which may come as the text they were pasted as, where some of it cannot be used. */
export function namesText(value: unknown): string {
  return typeof value === 'string' ? value : namesOf(value).join('\n');
}

/** The names of a list, which may come alone or as part of what they name. */
export function namesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map((item) =>
    typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : String(item),
  );
}
