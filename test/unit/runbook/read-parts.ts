import MarkdownIt, { type Token } from 'markdown-it';

/** A run of text in a line. */
export interface Run {
  kind: 'text' | 'code' | 'strong';
  text: string;
}

/** A heading, paragraph or list item with its line, or a fenced block with its text. Tables are left out. */
export interface Part {
  kind: 'heading' | 'paragraph' | 'item' | 'fence';
  level: number;
  line: Run[];
  text: string;
}

/** Everything Markdown may have switched on: what the data could become anywhere, it could become here. */
const markdownIt = new MarkdownIt({ html: true });

const KNOWN = /^(heading|bullet_list|list_item|paragraph|table|thead|tbody|tr|th|td)_(open|close)$/;

/** The parts of a document, in order. Throws on any construct that a runbook does not have. */
export function readParts(markdown: string): Part[] {
  const parts: Part[] = [];
  const open: Token[] = [];
  for (const token of markdownIt.parse(markdown, {})) {
    if (token.type === 'fence') parts.push({ kind: 'fence', level: 0, line: [], text: token.content });
    else if (token.type === 'inline') addLine(parts, open, token);
    else if (!KNOWN.test(token.type)) throw new Error(`a runbook has no ${token.type}: ${token.content}`);
    else if (token.nesting === 1) open.push(token);
    else open.pop();
  }
  return parts;
}

function addLine(parts: Part[], open: Token[], token: Token): void {
  const line = runsOf(token);
  const [outer, item, around] = open;
  if (outer === undefined || outer.tag === 'table') return;
  if (outer.type === 'heading_open') parts.push({ kind: 'heading', level: Number(outer.tag.slice(1)), line, text: '' });
  else if (outer.type === 'paragraph_open') parts.push({ kind: 'paragraph', level: 0, line, text: '' });
  else if (item?.type === 'list_item_open' && around?.type === 'paragraph_open' && open.length === 3)
    parts.push({ kind: 'item', level: 0, line, text: '' });
  else throw new Error(`a line in an unknown place: ${token.content}`);
}

function runsOf({ children }: Token): Run[] {
  const runs: Run[] = [];
  let kind: 'text' | 'strong' = 'text';
  for (const child of children ?? []) {
    if (child.type === 'strong_open') kind = 'strong';
    else if (child.type === 'strong_close') kind = 'text';
    else if (child.type === 'code_inline') runs.push({ kind: 'code', text: child.content });
    else if (child.type === 'hardbreak') runs.push({ kind, text: '\n' });
    else if (child.type === 'text') runs.push({ kind, text: child.content });
    else throw new Error(`a line has no ${child.type}: ${child.content}`);
  }
  return runs.reduce<Run[]>((joined, run) => {
    const last = joined.at(-1);
    if (run.text === '') return joined;
    if (last?.kind === run.kind && run.kind !== 'code') last.text += run.text;
    else joined.push(run);
    return joined;
  }, []);
}

/** The text of a line without its code spans and strong parts: the document's own words. */
export function plainText(line: Run[]): string {
  return line
    .filter(({ kind }) => kind === 'text')
    .map(({ text }) => text)
    .join('');
}

/** Whether the label of a line says that its values are JSON. */
export function isJson(line: Run[]): boolean {
  return /^[^,:]*, as JSON\b/.test(plainText(line));
}

/** The exact values of a line. */
export function codesOf(line: Run[]): string[] {
  const codes = line.filter(({ kind }) => kind === 'code').map(({ text }) => text);
  return isJson(line) ? codes.map((code) => JSON.parse(code) as string) : codes;
}

/** `Label: words` or `Label, as JSON: "words"`. @param labels labels that hold a comma */
export function wordsOf(line: Run[], labels: string[] = []): { label: string; text: string } {
  const text = plainText(line);
  const label = labels.find((known) => text.startsWith(known)) ?? /^[^,:]*/.exec(text)?.[0] ?? '';
  const rest = text.slice(label.length);
  if (rest === ', as JSON: ') return { label, text: JSON.parse(line.at(-1)?.text ?? '') as string };
  if (!rest.startsWith(': ')) throw new Error(`no label: ${text}`);
  return { label, text: rest.slice(2) };
}
