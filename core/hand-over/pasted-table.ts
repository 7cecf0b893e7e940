import Papa from 'papaparse';
import { NULLS } from './rows-shown.ts';

/** A row as cells of text; a cell that is NULL is null. */
type Row = (string | null)[];

/**
 * Returns the rows of a table with so many columns that somebody pasted, as database clients print and save them: cells
 * between `|` (psql, mysql), under a rule of dashes (sqlcmd), or divided by tabs, semicolons or commas (copied grids,
 * CSV). A heading over a rule is left out. `(0 rows)` is a table without rows. Null where there is no such table.
 */
export function pastedTable(text: string, columns: number): Row[] | null {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const rule = lines.slice(0, 3).findIndex((line, index) => index > 0 && RULE.test(line));
  const below = lines.slice(rule + 1).filter((line) => !RULE.test(line));
  const ways = [() => betweenBars(below, columns), () => underRule(lines[rule] ?? '', below, columns)];
  for (const way of [...ways, ...['\t', ';', ','].map((divider) => () => divided(text, divider, columns))]) {
    const rows = way();
    if (rows.length > 0) return rows.map((cells) => cells.map(cellOf));
  }
  return NO_ROWS.test(text) ? [] : null;
}

/** A line of dashes that divides a heading from the rows. */
const RULE = /^[\s+|-]*-[\s+|-]*$/;
const NO_ROWS = /\b0 rows?\b|\bEmpty set\b/i;

/** Cells in a table with or without an edge of bars. */
function betweenBars(lines: string[], columns: number): string[][] {
  return lines.flatMap((line) => {
    const bare = line.trim().replace(/^\||\|$/g, '');
    const cells = [line.split('|'), bare.split('|')].find((some) => some.length === columns);
    return cells === undefined || columns === 1 ? [] : [cells];
  });
}

/** Cells that stand under the parts of a rule, as wide as these. The count of rows below the table is no row. */
function underRule(rule: string, lines: string[], columns: number): string[][] {
  const spans = [...rule.matchAll(/-+/g)].map(({ 0: { length }, index }) => [index, index + length] as const);
  if (spans.length !== columns) return [];
  return lines
    .filter((line) => !/^\(\d+ rows?( affected)?\)$/.test(line.trim()))
    .map((line) => spans.map(([from, to]) => line.slice(from, to)));
}

function divided(text: string, delimiter: string, columns: number): string[][] {
  const { data } = Papa.parse<string[]>(text.trim(), { delimiter, skipEmptyLines: true });
  return columns === 1 ? [] : data.filter((cells) => cells.length === columns);
}

function cellOf(cell: string): string | null {
  const text = cell.trim();
  return NULLS.has(text) ? null : text;
}
