import type { Text } from '../model/text.ts';
import { type Block, type Inline, paragraph } from './document.ts';
import { mark, type Placeholders, partsOf } from './placeholders.ts';
import { isPlainBlock, visibleJson } from './plain-text.ts';

/**
 * Returns a text as a fenced block, under a line that says how to read it exactly:
 *
 * - `Content: empty`, without a block
 * - `Content, ends with a newline:`; without these words the last line has no line end
 * - `Content, lines end with CRLF:`; else with LF
 * - `Content, written as JSON strings to be joined:` if some of its characters cannot be seen
 * - `Content, placeholders **«a»** **«b»**:` in the form they have in the block; everything else is text
 *
 * A text that is only one placeholder needs no block: `Content: **«a»**`.
 */
export function contentBlocks(
  label: string,
  text: Text,
  language: 'text' | 'sql',
  placeholders: Placeholders,
): Block[] {
  const parts = partsOf(text);
  const [only] = parts;
  if (only === undefined) return [paragraph(`${label}: empty`)];
  if (parts.length === 1 && typeof only !== 'string')
    return [paragraph(`${label}: `, { strong: mark(placeholders(only).name) })];

  const guillemets = 1 + longestRun(parts.filter((part) => typeof part === 'string').join(' '));
  const printed = (part: string | Exclude<Text, string | { parts: unknown }>) =>
    typeof part === 'string' ? part : mark(placeholders(part).name, guillemets);
  const marks = [...new Set(parts.filter((part) => typeof part !== 'string').map(printed))];
  const whole = parts.map(printed).join('');
  const lines = withLineFeeds(whole);
  const asIs = isPlainBlock(lines);
  const how: Inline[] = [label];
  if (!asIs) how.push(', written as JSON strings to be joined');
  else {
    if (lines.endsWith('\n')) how.push(', ends with a newline');
    if (lines !== whole) how.push(', lines end with CRLF');
  }
  if (marks.length > 0) how.push(', placeholders', ...marks.flatMap((strong): Inline[] => [' ', { strong }]));
  how.push(':');
  return [
    paragraph(...how),
    asIs ? { kind: 'fence', language, text: lines } : { kind: 'fence', language: 'json', text: jsonLines(whole) },
  ];
}

/** The same lines with LF if all of them end with CRLF; else the text unchanged. */
function withLineFeeds(text: string): string {
  return /\r(?!\n)|(?<!\r)\n/.test(text) ? text : text.replaceAll('\r\n', '\n');
}

/** A text as JSON: a string for each line. */
function jsonLines(text: string): string {
  const strings = (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => visibleJson(line));
  return `[\n${strings.join(',\n')}\n]\n`;
}

function longestRun(text: string): number {
  return (text.match(/«+|»+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
