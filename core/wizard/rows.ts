/** A column of an answer that is a table: one row per line, cells separated by commas, semicolons or tabs. */
export interface Column {
  key: string;
  label: string;
  /** Whether a row may leave it empty. */
  optional: boolean;
}
export type Row = Readonly<Record<string, string>>;

/** Rows read from text, and the lines that were not understood. */
export interface RowsRead {
  rows: Row[];
  problems: { line: number; text: string; message: string }[];
}

/** One cell of a line. A quoted cell may contain separators, and quotes that are doubled (RFC 4180, 2). */
const CELL = /\s*(?:"((?:[^"]|"")*)"|([^,;\t]*?))\s*(?:[,;\t]|$)/y;

/**
 * Reads a table as it is typed or pasted. If the first line names columns, it gives their order. Every cell that is not
 * used is reported.
 */
export function readRows(text: string, columns: readonly Column[]): RowsRead {
  const lines = text
    .normalize('NFKC')
    .split(/\r\n|\r|\n/)
    .map((raw, index) => ({ line: index + 1, text: raw.trim(), cells: cellsOf(raw) }))
    .filter(({ text: written }) => written !== '');
  const heading = headingOf(lines[0]?.cells ?? [], columns);
  const order = heading ?? columns.map(({ key }) => key);
  const read: RowsRead = { rows: [], problems: [] };
  for (const { line, text: written, cells } of heading === null ? lines : lines.slice(1)) {
    const row = Object.fromEntries(
      order.map((key, index) => [key, cells[index] ?? '']).filter(([, cell]) => cell !== ''),
    );
    const missing = columns.find(({ key, optional }) => !optional && row[key] === undefined);
    const more = cells.slice(order.length).filter((cell) => cell !== '');
    if (more.length > 0)
      read.problems.push({
        line,
        text: written,
        message: `too many columns: ${more.join(', ')}`,
      });
    else if (missing !== undefined)
      read.problems.push({ line, text: written, message: `${missing.label.toLowerCase()} is missing` });
    else read.rows.push(row);
  }
  return read;
}

/** The table as text that `readRows` reads. Unused columns are left out; a heading then names the columns. */
export function writeRows(rows: readonly Row[], columns: readonly Column[]): string {
  const used = columns.filter(({ key, optional }) => !optional || rows.some((row) => (row[key] ?? '') !== ''));
  const lines = rows.map((row) => used.map(({ key }) => quoted(row[key] ?? '')).join(', '));
  const needsHeading = used.some(({ key }, index) => columns[index]?.key !== key);
  return [...(needsHeading ? [used.map(({ label }) => label).join(', ')] : []), ...lines].join('\n');
}

/** Keys of the columns that a first line names; null if it is an ordinary row. */
function headingOf(cells: readonly string[], columns: readonly Column[]): string[] | null {
  const keys = cells.map((cell) => {
    const name = cell.toLowerCase();
    return columns.find(({ key, label }) => key.toLowerCase() === name || label.toLowerCase() === name)?.key;
  });
  const known = keys.filter((key) => key !== undefined);
  return known.length === cells.length && known.length > 0 ? known : null;
}

function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (CELL.lastIndex = 0; CELL.lastIndex < line.length; ) {
    const [, inQuotes, plain = ''] = CELL.exec(line) ?? [];
    cells.push(inQuotes?.replaceAll('""', '"') ?? plain);
    if (CELL.lastIndex === 0) break;
  }
  return cells;
}

function quoted(cell: string): string {
  return /[",;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
