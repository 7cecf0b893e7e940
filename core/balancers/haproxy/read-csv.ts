/** A quoted cell with its quotes doubled, or a plain one; then what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\r?\n|$)/y;

/**
 * Rows of cells from CSV text: cells may be quoted, and then hold commas, line ends and doubled quotes (RFC 4180, 2).
 * Empty lines are left out. A quote that is never closed is text.
 */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < text.length) {
    const [, quoted, plain = '', end] = CELL.exec(text) ?? [];
    row.push(quoted === undefined ? plain.replace(/\r$/, '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
