import type { Block } from './document.ts';

/** Marks the start and end of an answer; longer than any fence that people paste. */
const FENCE = '~~~~~~~~';
/** The first word of its first line. */
export const ANSWER = 'answer';
const OUTCOME = 'Outcome, done or failed:';
const BY = 'Handed in by:';
const BELOW = 'Answer, below this line:';

/** What came back in an answer block. */
export interface ReadAnswer {
  item: string;
  inputs: string;
  /** In lower case, as it was written: *done*, *failed*, or another word. */
  outcome: string;
  /** Null if no name was written. */
  who: string | null;
  text: string;
}

/** A block that a person fills in and sends back. Its first line says what it answers. */
export function answerBlock({ item, inputs }: { item: string; inputs: string }): Block {
  return {
    kind: 'answer',
    fence: FENCE,
    info: `${ANSWER} ${encodeURIComponent(item)} ${encodeURIComponent(inputs)}`,
    text: `${OUTCOME}\n${BY}\n${BELOW}\n`,
  };
}

/**
 * Returns what was filled in, in the order of the text. Blocks with neither an outcome nor an answer are left out. The
 * text may be the whole pack, or its answer blocks alone, with line ends of any system.
 */
export function readAnswers(text: string): ReadAnswer[] {
  const answers: ReadAnswer[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at++) {
    const [, item, inputs] = /^\s*~{8} *answer (\S+) (\S+)\s*$/.exec(lines[at] ?? '') ?? [];
    if (item === undefined || inputs === undefined) continue;
    const end = lines.findIndex((line, index) => index > at && line.trim() === FENCE);
    const inside = lines.slice(at + 1, end === -1 ? undefined : end);
    const filled = readFilled(inside);
    if (filled !== null) answers.push({ item: decoded(item), inputs: decoded(inputs), ...filled });
    at += inside.length;
  }
  return answers;
}

function readFilled(lines: string[]): Omit<ReadAnswer, 'item' | 'inputs'> | null {
  const below = lines.findIndex((line) => line.trim() === BELOW);
  const head = lines.slice(0, below === -1 ? undefined : below);
  const field = (label: string) =>
    head
      .find((line) => line.trim().startsWith(label))
      ?.trim()
      .slice(label.length)
      .trim();
  const outcome = field(OUTCOME)?.toLowerCase() ?? '';
  const under = below === -1 ? '' : lines.slice(below + 1).join('\n');
  const text = under.trim() === '' ? '' : under;
  return outcome === '' && text === '' ? null : { outcome, who: field(BY) || null, text };
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
