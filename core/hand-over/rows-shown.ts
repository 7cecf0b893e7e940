/** A cell of an answer of a database. */
type Cell = string | number | null;

/** How database clients write a value that is NULL. */
export const NULLS: ReadonlySet<string> = new Set(['', 'NULL', 'null', '\\N']);

/**
 * Returns whether a pasted text shows these rows, in this order: as JSON, or as lines of a table with cells divided by
 * `|`, tabs, semicolons, commas or blanks, as psql, mysql, sqlcmd and copied grids write them. Lines between are headings.
 */
export function rowsShown(rows: readonly (readonly Cell[])[], text: string): boolean {
  const json = JSON.stringify(rows);
  if (jsonIn(text).some((value) => JSON.stringify(value) === json)) return true;
  const lines = text.split(/\r\n|\n|\r/);
  let next = 0;
  for (const line of lines) {
    const row = rows[next];
    if (row !== undefined && isRow(row, line)) next++;
  }
  return next === rows.length;
}

/** Returns the JSON values a text holds: the whole text, or what stands between its outermost brackets or braces. */
export function jsonIn(text: string): unknown[] {
  return [text, between(text, '[', ']'), between(text, '{', '}')].flatMap((candidate) => {
    try {
      return [JSON.parse(candidate) as unknown];
    } catch {
      return [];
    }
  });
}

function between(text: string, open: string, close: string): string {
  return text.slice(text.indexOf(open), text.lastIndexOf(close) + 1);
}

function isRow(row: readonly Cell[], line: string): boolean {
  // A table of mysql has an edge of `|`; in one of psql a last cell that is NULL is empty.
  const bare = line.trim().replace(/^\||\|$/g, '');
  const ways = [
    bare.split('|'),
    line.split('|'),
    line.split('\t'),
    bare.split(';'),
    bare.split(','),
    bare.trim().split(/\s+/),
  ];
  return ways.some((cells) => cells.length === row.length && row.every((cell, index) => isCell(cell, cells[index])));
}

function isCell(cell: Cell, shown = ''): boolean {
  const text = shown.trim().replace(/^"(.*)"$/, '$1');
  return cell === null ? NULLS.has(text) : text === String(cell);
}
