/**
 * A run of text within a line. Text and strong text may come from data; they are escaped when written. A code span
 * holds plain text only, see `isPlain`.
 */
export type Inline = string | { strong: string } | { code: string } | { lineBreak: true };

/** A part of a document. There is one model; Markdown is written from it, and the HTML page from the Markdown. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: Inline[] }
  | { kind: 'paragraph'; text: Inline[] }
  | { kind: 'list'; items: Inline[][] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  /** Text as it is, line by line. A text without a final newline is shown with one: words before it must tell. */
  | { kind: 'fence'; language: 'text' | 'json' | 'sql'; text: string }
  /** A block that a person fills in, between these fences. */
  | { kind: 'answer'; fence: string; info: string; text: string };

export function heading(level: 1 | 2 | 3 | 4, ...text: Inline[]): Block {
  return { kind: 'heading', level, text };
}

export function paragraph(...text: Inline[]): Block {
  return { kind: 'paragraph', text };
}

export function list(...items: Inline[][]): Block {
  return { kind: 'list', items };
}
