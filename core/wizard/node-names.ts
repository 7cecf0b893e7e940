/** Names read from text, and what was not understood, line by line. */
export interface NamesRead {
  names: string[];
  problems: { line: number; text: string; message: string }[];
}

/** Names one range may stand for, so that a slip of the finger is no flood. */
const MOST_OF_A_RANGE = 1000;
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const HEADINGS = new Set(['name', 'node', 'nodes', 'host', 'hostname', 'host name', 'server', 'computer']);
/** `web[01-40]` or `web[1,3,7-9]-dmz` */
const RANGE = /^([^[\]]*)\[([0-9,\s-]+)\]([^[\]]*)$/;

/**
 * Reads node names as they are pasted: one or several a line, a CSV file whose first column or whose column *name* has
 * them, ranges such as `web[01-40]`. Names are brought to one form first: lower case, no scheme, no trailing dot, so that
 * the same node written twice is found.
 */
export function readNodeNames(text: string): NamesRead {
  const names: string[] = [];
  const problems: NamesRead['problems'] = [];
  const firstLine = new Map<string, number>();
  let column = 0;
  text
    .normalize('NFKC')
    .split(/\r\n|\r|\n/)
    .forEach((raw, index) => {
      const line = index + 1;
      const row = cellsOf(raw);
      if (row.every((cell) => cell === '')) return;
      const heading = row.findIndex((cell) => HEADINGS.has(cell.toLowerCase()));
      if (index === 0 && heading !== -1) {
        column = heading;
        return;
      }
      const isTable = raw.includes(';') || raw.includes('\t') || /,(?![^[]*\])/.test(raw);
      const cells = isTable ? [row[column] ?? ''] : row;
      const given = cells.flatMap((cell) => cell.split(/\s+/));
      for (const written of given.filter((cell) => cell !== '')) {
        const { list, fault } = namesOf(written);
        if (fault !== null) problems.push({ line, text: written, message: fault });
        for (const name of list) {
          const first = firstLine.get(name);
          if (first === undefined) {
            firstLine.set(name, line);
            names.push(name);
          } else
            problems.push({
              line,
              text: written,
              message: `${name} stands in line ${first} already; it is counted once`,
            });
        }
      }
    });
  return { names, problems };
}

/** Cells of a CSV line (RFC 4180), with commas, semicolons or tabs; commas inside a range's brackets are no separators. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  let depth = 0;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === '[') depth += 1;
    else if (character === ']') depth -= 1;
    if (!quoted && depth <= 0 && /[,;\t]/.test(character)) {
      cells.push(cell.trim());
      cell = '';
    } else if (character !== '"') cell += character;
  }
  return [...cells, cell.trim()];
}

function namesOf(written: string): { list: string[]; fault: string | null } {
  const range = RANGE.exec(written);
  if (range === null) {
    const name = canonical(written);
    return NAME.test(name) ? { list: [name], fault: null } : { list: [], fault: faultOf(written) };
  }
  const [, before = '', inner = '', after = ''] = range;
  const list: string[] = [];
  for (const part of inner.split(',').map((piece) => piece.trim())) {
    const [, from = '', to = from] = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(part) ?? [];
    const count = Number(to) - Number(from) + 1;
    if (from === '') return { list: [], fault: `“${part}” is no range; write it as web[01-40]` };
    if (count < 1) return { list: [], fault: `the range ends at ${to}, before it begins at ${from}` };
    if (count + list.length > MOST_OF_A_RANGE)
      return { list: [], fault: `a range stands for ${MOST_OF_A_RANGE} names at most` };
    for (let number = Number(from); number <= Number(to); number += 1)
      list.push(canonical(`${before}${String(number).padStart(from.length, '0')}${after}`));
  }
  const wrong = list.find((name) => !NAME.test(name));
  return wrong === undefined ? { list, fault: null } : { list: [], fault: faultOf(wrong) };
}

function canonical(written: string): string {
  return written
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
    .replace(/\.$/, '');
}

function faultOf(written: string): string {
  if (/[[\]]/.test(written)) return 'this range is not understood; write it as web[01-40]';
  if (canonical(written).includes('.')) return 'give the node’s own name, without its domain';
  return 'use letters, digits and hyphens, 63 characters at most (RFC 1123)';
}
