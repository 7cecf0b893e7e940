import { readAction } from './read-action.ts';
import { codesOf, type Part, plainText, readParts, wordsOf } from './read-parts.ts';
import type { ReadPlaceholder, ReadRunbook, ReadStep } from './read-types.ts';

const HOW_UNDO = 'Undo';
const NO_UNDO = 'No undo, because';

/** The steps and placeholders of a runbook, from nothing but its Markdown. Throws where it is not as promised. */
export function readRunbook(markdown: string): ReadRunbook {
  const parts = readParts(markdown);
  return {
    steps: sectionsOf(parts, 3, /^Step \d+\b/).map(readStep),
    placeholders: sectionsOf(parts, 3, /^Placeholders$/).flatMap(({ below }) => itemsOf(below).map(readPlaceholder)),
    signIn: sectionsOf(parts, 3, /^Sign in to the database$/).map(({ below }) => readSignIn(itemsOf(below)))[0] ?? null,
  };
}

interface Section {
  heading: Part;
  below: Part[];
}

/** The headings of a level whose text fits, each with all that stands below it. */
function sectionsOf(parts: Part[], level: number, fits: RegExp): Section[] {
  return parts.flatMap((heading, index) => {
    if (heading.kind !== 'heading' || heading.level !== level || !fits.test(plainText(heading.line))) return [];
    const rest = parts.slice(index + 1);
    const end = rest.findIndex((part) => part.kind === 'heading' && part.level <= level);
    return [{ heading, below: end === -1 ? rest : rest.slice(0, end) }];
  });
}

function readStep({ heading, below }: Section): ReadStep {
  const firstAction = below.findIndex(({ kind }) => kind === 'heading');
  const facts = itemsOf(below.slice(0, firstAction));
  const fact = (label: string) => facts.filter((line) => plainText(line).startsWith(label));
  const one = (label: string) => {
    const [line] = fact(label);
    if (line === undefined) throw new Error(`a step without ${label}`);
    return line;
  };
  const actions = (label: string) =>
    sectionsOf(below, 4, new RegExp(`^${label} \\d+\\.\\d+\\b`)).map((section) =>
      readAction(wordsOf(lineOf(section.heading)).text, section.below),
    );
  const [done] = sectionsOf(below, 4, /^When step \d+ is done$/);
  if (done === undefined) throw new Error('a step without an end');
  const [expected, ifNot, undo] = itemsOf(done.below).map((line) => wordsOf(line, [NO_UNDO]));
  if (expected?.label !== 'Expected result' || ifNot?.label !== 'If it fails' || undo === undefined)
    throw new Error('a step without what to expect');
  return {
    id: codesOf(one('Id'))[0] ?? '',
    title: wordsOf(lineOf(heading)).text,
    page: wordsOf(one('Page of the wizard')).text,
    who: wordsOf(one('Who')).text,
    host: codesOf(one('Host'))[0] ?? '',
    needs: fact('Needs').flatMap(codesOf),
    makes: fact('Makes').flatMap((line) => {
      const [name, title, path] = codesOf(line);
      if (name === undefined || title === undefined || path === undefined) return [];
      return [{ name, title, reading: { kind: 'file', path }, secret: !plainText(line).endsWith('not secret') }];
    }),
    apply: actions('Action'),
    confirm: actions('Confirm'),
    expected: expected.text,
    ifNot: ifNot.text,
    undo: undo.label === HOW_UNDO ? { how: undo.text } : { none: undo.text },
  };
}

function readPlaceholder(line: Part['line']): ReadPlaceholder {
  const [first] = line;
  if (first?.kind !== 'strong') throw new Error('a placeholder without a name');
  const text = plainText(line);
  const [from, host] = codesOf(line);
  const step = /made by step (\d+)$/.exec(text)?.[1];
  return {
    name: first.text.replace(/^«|»$/g, ''),
    secret: !text.includes(': not secret, '),
    source:
      host === undefined || step === undefined
        ? { given: from ?? '' }
        : { file: from ?? '', host, madeByStep: Number(step) },
  };
}

function readSignIn(lines: Part['line'][]): ReadRunbook['signIn'] {
  const [server = [], account = [], password = []] = lines;
  return {
    address: codesOf(server)[0] ?? '',
    port: Number(/port (\d+)$/.exec(plainText(server))?.[1]),
    account: codesOf(account)[0] ?? '',
    passwordName: codesOf(password)[0] ?? '',
  };
}

function itemsOf(parts: Part[]): Part['line'][] {
  return parts.filter(({ kind }) => kind === 'item').map(lineOf);
}

function lineOf({ line }: Part): Part['line'] {
  return line;
}
