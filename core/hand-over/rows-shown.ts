/** A cell of an answer of a database. */
type Cell = string | number | null;

/** How database clients write a value that is NULL. */
const NULLS: ReadonlySet<string> = new Set(['', 'NULL', 'null', '\\N']);

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

/**
 * Returns the rows of a pasted table with so many columns, its cells divided by `|`, tabs or semicolons; null where there
 * is no such table. A heading over a line of dashes is left out. `(0 rows)` is a table without rows.
 */
export function rowsIn(text: string, columns: number): (string | null)[][] | null {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  for (const divider of ['|', '\t', ';']) {
    const rows = lines.flatMap((line, index) => {
      const isHeading = index < 2 && RULE.test(lines[index + 1] ?? '');
      const cells = RULE.test(line) || isHeading ? undefined : cellsOf(line, divider, columns);
      return cells === undefined ? [] : [cells.map(cellValue)];
    });
    if (rows.length > 0) return rows;
  }
  return NO_ROWS.test(text) ? [] : null;
}

/** A line that divides the heading of a table from its rows. */
const RULE = /^[\s+|-]*--[\s+|-]*$/;
const NO_ROWS = /\(?\b0 rows?\b|\bEmpty set\b/i;

/** The cells of a line, in a table with or without edges; undefined where there are more or fewer. */
function cellsOf(line: string, divider: string, columns: number): string[] | undefined {
  const bare = line.trim().replace(/^\||\|$/g, '');
  return [line.split(divider), bare.split(divider)].find((cells) => cells.length === columns);
}

function cellValue(cell: string): string | null {
  const text = cell.trim().replace(/^"(.*)"$/, '$1');
  return NULLS.has(text) ? null : text;
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
