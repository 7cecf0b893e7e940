/** The longest answer that is taken for a sentence. */
const SENTENCE = 100;

/** Returns what an application says of itself in the body of an answer, where that is a short line: it often is the reason. */
export function saidIn(body: string): string | null {
  const text = body.trim();
  return text !== '' && text.length <= SENTENCE && /^[^<>{}\p{Cc}]+$/u.test(text) ? text : null;
}

/** Returns it as the end of a sentence; nothing where nothing was said. */
export function quoted(said: string | null | undefined): string {
  return said == null ? '' : `: “${said}”`;
}
