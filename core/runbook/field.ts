import type { Text } from '../model/text.ts';
import type { Inline } from './document.ts';
import { mark, type Placeholders, partsOf } from './placeholders.ts';
import { isPlain, visibleJson } from './plain-text.ts';

/**
 * Lines of the form `Label: value`. A value that cannot be read off the page as it is (see `isPlain`) is written as
 * JSON, and the label says so: `Label, as JSON: "one\ntwo"`. Labels are ours and hold no comma and no colon.
 */

/** `Label: words`, for words that people read: titles, what to expect. */
export function words(label: string, text: string): Inline[] {
  return isPlain(text) ? [`${label}: ${text}`] : [`${label}, as JSON: `, { code: visibleJson(text) }];
}

/** `Label: value value`, for exact values, each a code span; *nothing* if there is none. */
export function values(label: string, list: string[]): Inline[] {
  if (list.length === 0) return [`${label}: nothing`];
  const { suffix, code } = spelling(list);
  return [`${label}${suffix}: `, ...list.flatMap((value, index) => [index === 0 ? '' : ', ', code(value)])];
}

/** A sentence with exact values in it: `` Label: address `192.0.2.1`, port 443 ``. */
export function sentence(label: string, parts: (string | { value: string })[]): Inline[] {
  const { suffix, code } = spelling(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.value])));
  return [`${label}${suffix}: `, ...parts.map((part) => (typeof part === 'string' ? part : code(part.value)))];
}

/**
 * `Label: value`, for a value that may contain placeholders. Literal parts are code spans, placeholders are strong; the
 * blanks between them are not part of the value.
 * @param before exact values of the label itself: the name of a parameter
 */
export function textField(label: string, text: Text, placeholders: Placeholders, before: string[] = []): Inline[] {
  const parts = partsOf(text);
  const whole = parts.length === 0 ? [''] : parts;
  const { suffix, code } = spelling([...before, ...whole.filter((part) => typeof part === 'string')]);
  return [
    `${label}${suffix}`,
    ...before.flatMap((value) => [' ', code(value)]),
    ': ',
    ...whole.flatMap((part, index) => [
      index === 0 ? '' : ' ',
      typeof part === 'string' ? code(part) : { strong: mark(placeholders(part).name) },
    ]),
  ];
}

/** One way of writing for all values of a line: as they are, or all as JSON. */
export function spelling(list: string[]): { suffix: string; code: (value: string) => Inline } {
  if (list.every(isPlain)) return { suffix: '', code: (value) => ({ code: value }) };
  return { suffix: ', as JSON', code: (value) => ({ code: visibleJson(value) }) };
}
