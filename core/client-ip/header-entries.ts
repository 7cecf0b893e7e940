/** One header field: name and value, in order of arrival. A name may occur more than once. */
export type HeaderField = readonly [name: string, value: string];

/** The values of every field of that name, in order of arrival. Names compare without regard to case. */
export function fieldLines(headers: readonly HeaderField[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([field]) => field.toLowerCase() === wanted).map(([, value]) => value);
}

/**
 * The entries of a list header as ASP.NET Core reads them, over all its lines, left to right. Commas separate outside
 * double quotes; blanks around an entry, one pair of surrounding quotes and empty entries are dropped; an opening quote
 * that is never closed takes the rest of its line.
 * Source: dotnet/aspnetcore ParsingHelpers.cs, HeaderSegmentCollection.cs.
 */
export function headerEntries(lines: readonly string[]): string[] {
  return lines.flatMap((line) => splitLine(withoutOuterBlanks(line)).map(unquoted)).filter((entry) => entry !== '');
}

/** Web servers take spaces and tabs off both ends of a field value before the framework sees it (RFC 9110, 5.5). */
function withoutOuterBlanks(line: string): string {
  const start = line.search(/[^ \t]/);
  if (start < 0) return '';
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end -= 1;
  return line.slice(start, end);
}

function splitLine(line: string): string[] {
  const entries: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    if (line[index] === '"') quoted = !quoted;
    if (line[index] !== ',' || quoted) continue;
    entries.push(withoutTrailingBlanks(withoutLeadingBlanks(line.slice(start, index))));
    start = index + 1;
  }
  // The framework keeps what is blank to it at the end of a line, but not to the server: a no-break space, for one.
  entries.push(withoutLeadingBlanks(line.slice(start)));
  return entries;
}

/** What `char.IsWhiteSpace` calls blank. It differs from JavaScript's `\s` in U+0085 and U+FEFF. */
const BLANK = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function withoutLeadingBlanks(text: string): string {
  let start = 0;
  while (start < text.length && BLANK.test(text.charAt(start))) start += 1;
  return text.slice(start);
}

function withoutTrailingBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function unquoted(entry: string): string {
  return entry.length > 1 && entry.startsWith('"') && entry.endsWith('"') ? entry.slice(1, -1) : entry;
}
