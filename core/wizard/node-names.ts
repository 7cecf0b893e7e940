import { NAMES_OF_PLACES, PRACTICE_BALANCER, PRACTICE_DATABASE, PRACTICE_WAF } from '../model/hosts.ts';

/** Something a line of text says, with the piece it is about. */
interface LineNote {
  line: number;
  text: string;
  message: string;
}

/** Names read from text, and what was not understood, line by line. */
export interface NamesRead {
  names: string[];
  /** What stands there and gives no name. */
  problems: LineNote[];
  /** What was understood and is counted once only, or not used. */
  notes: LineNote[];
}

/** Names that no node of a practice farm can have: its other hosts, and the places that requests come from. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...NAMES_OF_PLACES,
  PRACTICE_BALANCER,
  PRACTICE_DATABASE,
  PRACTICE_WAF,
]);
/** Names one range may stand for, so that a slip of the finger is no flood. */
const MOST_OF_A_RANGE = 1000;
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const HEADINGS = new Set(['name', 'node', 'nodes', 'host', 'hostname', 'host name', 'server', 'computer']);
/** `web[01-40]` or `web[1,3,7-9]-dmz` */
const RANGE = /^([^[\]]*)\[([0-9,\s-]+)\]([^[\]]*)$/;
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[?[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*\]?)([/:]\d+)?$/;

/**
 * Reads node names as they are pasted: one or several a line, a CSV file whose first column or whose column *name* has
 * them, ranges such as `web[01-40]`. Names are brought to one form first: lower case, no scheme, no trailing dot, so that
 * the same node written twice is found. Nothing that may be a name is left out without a word.
 */
export function readNodeNames(text: string): NamesRead {
  const read: NamesRead = { names: [], problems: [], notes: [] };
  const firstLine = new Map<string, number>();
  const rows = text
    .normalize('NFKC')
    .split(/\r\n|\r|\n/)
    .map((raw, index) => ({ line: index + 1, cells: cellsOf(raw) }))
    .filter(({ cells }) => cells.some((cell) => cell.text !== ''));
  // A heading has something below it.
  const heading = rows.length < 2 ? -1 : (rows[0]?.cells.findIndex(({ text }) => isHeading(text)) ?? -1);
  for (const { line, cells } of heading < 0 ? rows : rows.slice(1)) {
    const { taken, left } = heading < 0 ? withoutHeading(cells) : { taken: [cells[heading] ?? EMPTY], left: [] };
    for (const cell of cells)
      if (!taken.includes(cell) && isAddress(cell.text))
        read.notes.push({ line, text: cell.text, message: NO_ADDRESS });
    for (const written of taken.flatMap(piecesOf)) take(line, written);
    for (const { text: written } of left) read.problems.push({ line, text: written, message: LEFT_OUT });
  }
  return read;

  function take(line: number, written: string): void {
    const { list, fault } = namesOf(written);
    if (fault !== null) read.problems.push({ line, text: written, message: fault });
    for (const name of list) {
      const first = firstLine.get(name);
      if (first === undefined) {
        firstLine.set(name, line);
        read.names.push(name);
      } else
        read.notes.push({
          line,
          text: written,
          message: `${name} stands in line ${first} already; it is counted once`,
        });
    }
  }
}

interface Cell {
  text: string;
  /** What stands in quotes, or between commas or semicolons, is one thing; else blanks part names. */
  whole: boolean;
}

const EMPTY: Cell = { text: '', whole: true };
const NO_ADDRESS = 'this address is not used: practice hosts have addresses of this computer';
const LEFT_OUT =
  'only the first cell of this row was read, since not all of its cells are names; give the table a heading with “name”';

/** All cells of a row of names; else the first one, and what of the others may have been meant as a name. */
function withoutHeading(cells: Cell[]): { taken: Cell[]; left: Cell[] } {
  const filled = cells.filter(({ text }) => text !== '');
  const [first = EMPTY, ...others] = filled;
  const isOther = ({ text }: Cell) => isAddress(text) || (isNumber(text) && !isNumber(first.text));
  const areNames = filled.every(
    (cell) => !isOther(cell) && piecesOf(cell).every((piece) => namesOf(piece).fault === null),
  );
  return areNames ? { taken: filled, left: [] } : { taken: [first], left: others.filter((cell) => !isOther(cell)) };
}

/** Cells of a CSV line (RFC 4180), with commas, semicolons or tabs; commas inside a range's brackets are no separators. */
function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let cell = '';
  let quoted = false;
  let quotes = false;
  let depth = 0;
  const end = () => {
    cells.push({ text: cell.trim(), whole: quotes });
    cell = '';
    quotes = false;
  };
  let parted = false;
  for (const character of line) {
    if (character === '"') {
      quoted = !quoted;
      quotes = true;
    } else if (character === '[') depth += 1;
    else if (character === ']') depth -= 1;
    if (!quoted && depth <= 0 && /[,;\t]/.test(character)) {
      parted ||= character !== '\t';
      end();
    } else if (character !== '"') cell += character;
  }
  end();
  return parted ? cells.map(({ text }) => ({ text, whole: true })) : cells;
}

function piecesOf({ text, whole }: Cell): string[] {
  // Blanks inside a range's brackets are part of it.
  const pieces = whole ? [text] : text.split(/\s+(?![^[]*\])/);
  return pieces.filter((piece) => piece !== '');
}

function namesOf(written: string): { list: string[]; fault: string | null } {
  const range = RANGE.exec(written);
  if (range === null) return checked([canonical(written)], written);
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
  return checked(list);
}

function checked(list: string[], written?: string): { list: string[]; fault: string | null } {
  const wrong = list.find((name) => !NAME.test(name) || RESERVED_NAMES.has(name));
  return wrong === undefined ? { list, fault: null } : { list: [], fault: faultOf(written ?? wrong) };
}

function canonical(written: string): string {
  return written
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
    .replace(/\.$/, '');
}

function isHeading(text: string): boolean {
  return HEADINGS.has(text.toLowerCase());
}

function isAddress(text: string): boolean {
  return ADDRESS.test(canonical(text));
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

function faultOf(written: string): string {
  const name = canonical(written);
  if (isAddress(written)) return 'an address is not a name; give the node’s own name';
  if (RESERVED_NAMES.has(name)) return `${name} is the name of another host; choose another one`;
  if (/[[\]]/.test(written)) return 'this range is not understood; write it as web[01-40]';
  if (name.includes('.') && !/\s/.test(name)) return 'give the node’s own name, without its domain';
  return 'use letters, digits and hyphens, 63 characters at most (RFC 1123)';
}
