/**
 * Characters that a reader does not see, or that move what stands beside them: controls, line ends, zero-width and
 * direction marks, blanks other than the usual one, halves of pairs, characters of nobody.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}\p{NChar}]|[^ \P{Zs}]/u;
const ALL_UNSEEN = new RegExp(UNSEEN, 'gu');

/** Whether text can stand in a line as it is: it is seen whole, and a reader can copy it without a doubt. */
export function isPlain(text: string): boolean {
  return text !== '' && !UNSEEN.test(text) && !/^[ \p{M}]| $/u.test(text);
}

/** Whether text can stand in a fenced block as it is. Blanks, tabs and newlines anywhere are exact there. */
export function isPlainBlock(text: string): boolean {
  return !UNSEEN.test(text.replaceAll(/[\t\n]/g, ''));
}

/** JSON in which nothing is unseen: such characters are written as `\u200b`. @param indent blanks for each level */
export function visibleJson(value: unknown, indent = 0): string {
  const json = JSON.stringify(value, null, indent) ?? 'null';
  // A newline of the layout stays; those of the data are escaped by JSON already.
  return json.replaceAll(ALL_UNSEEN, (character) => (character === '\n' ? character : escaped(character)));
}

/** Text for people only, in one line and never empty: what is unseen is written as `\u200b`. */
export function visible(text: string): string {
  return text.trim().replaceAll(ALL_UNSEEN, escaped) || 'nothing';
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index).toString(16).padStart(4, '0');
    return `\\u${unit}`;
  }).join('');
}
