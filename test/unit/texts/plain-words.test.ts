import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type SourceText, textsIn } from '../../support/texts-in-code.ts';

/** Every word file of the pages, wherever it stands, and all that the core says. */
const PAGES = textsIn('renderer/', /[/-]words\.ts$/);
const CORE = textsIn('core/', /\.ts$/);
const DESKTOP = textsIn('electron/', /\.ts$/);
const ALL = [...PAGES, ...CORE, ...DESKTOP];

const RENDERER = new URL('../../../renderer/', import.meta.url);

const BANNED = [
  /\bplease\b/i,
  /something went wrong/i,
  /\boops\b/i,
  /\bsorry\b/i,
  /\binvalid\b(?!-|\.)/i,
  /\bsuccessfully\b/i,
  /fails validation/i,
  /[a-z]!(?=\s|$)/i,
];
/** Parts that stand behind a sentence wherever they are used, and what they say of the code. */
const PARTS = ['code code.of-it', 'it ended (code.of-it)'];
/** An errno, a dotted code of ours, or a code that is put in. */
const ENDS_IN_A_CODE = /(?:^|[\s(«“:])(?:E[A-Z]{4,}|[a-z][a-z-]*(?:\.[a-z][a-z-]*)+|code\.of-it)[)»”]*\.?$/;

const shown = (texts: SourceText[]) => texts.map(({ file, line, text }) => `${file}:${line}: ${text}`);
const isProse = (text: string) => /[A-Za-z…]\S* \S/.test(text);

test('there is much to look at, in every word file', () => {
  expect(PAGES.length).toBeGreaterThan(500);
  expect(new Set(PAGES.map(({ file }) => file)).size).toBeGreaterThanOrEqual(12);
  expect(CORE.filter(({ property }) => property === 'remedy').length).toBeGreaterThan(100);
});

test('no text begs, shouts, or says that something went wrong', () => {
  const spoken = ALL.filter(({ text, property }) => isProse(text) || property === 'label');
  expect(shown(spoken.filter(({ text }) => BANNED.some((phrase) => phrase.test(text))))).toEqual([]);
});

/** Words of earlier texts for which administrators have a usual one. */
const UNUSUAL =
  /\bsettled\b|\bin turn\b|out of turn|vouched for|\bif not:|then seen|taken? back by|the promise\b|trust sum|sameness|behind the plan|asked nothing/i;

test('texts use the usual words of administrators', () => {
  expect(shown(ALL.filter(({ text }) => isProse(text) && UNUSUAL.test(text)))).toEqual([]);
});

test('no part of the pages has words of its own: all stand in word files', () => {
  const parts = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
  const spoken = parts.flatMap((name) => {
    const source = readFileSync(new URL(name, RENDERER), 'utf8');
    // Letters between two tags, or in an attribute that is read or shown.
    const found =
      source.match(/>[^<>{}=;()]*[A-Za-z]{2,}[^<>{}=;()]*<\/|(?:aria-label|label|placeholder|alt|title)="[^"]*"/g) ??
      [];
    return found.map((text) => `${name}: ${text}`);
  });
  expect(spoken).toEqual([]);
});

test('no button says OK or Submit', () => {
  expect(shown(ALL.filter(({ text }) => /^(ok|okay|submit)$/i.test(text)))).toEqual([]);
});

test('a text that ends in a code has a sentence before it', () => {
  const coded = ALL.filter(({ text }) => isProse(text) && ENDS_IN_A_CODE.test(text));
  expect(coded.length).toBeGreaterThan(0);
  expect(PARTS.filter((part) => coded.every(({ text }) => text !== part))).toEqual([]);
  const whole = coded.filter(({ text }) => !PARTS.includes(text));
  const bare = whole.filter(({ text }) => text.replace(ENDS_IN_A_CODE, '').split(/\s+/).filter(Boolean).length < 3);
  expect(shown(bare)).toEqual([]);
});

/** A message is put behind its field now and then; a remedy may end in the command that does it. */
test.each([
  ['message', 'core/', /^[…:. ]*$|^\S+( \S+){2,}$/],
  ['remedy', 'core/', /^…$|^[A-Z0-9…“«].* .*(?:[.…]$|farmwright [^\n]*$)/s],
  ['cause', 'core/checks/', /^…$|^[A-Z0-9…“«].* .*[.…]$/s],
] as const)('every %s in %s is words enough to be understood', (property, folder, whole) => {
  const own = CORE.filter((text) => text.property === property && text.file.startsWith(folder));
  expect(own.length).toBeGreaterThan(30);
  expect(shown(own.filter(({ text }) => !whole.test(text)))).toEqual([]);
});
