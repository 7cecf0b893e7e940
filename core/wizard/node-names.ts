import { NAMES_OF_PLACES, PRACTICE_BALANCER, PRACTICE_DATABASE, PRACTICE_WAF } from '../model/hosts.ts';

/** A message about a line of text, with the part it is about. */
interface LineNote {
  line: number;
  text: string;
  message: string;
}

/** Names read from text, and messages about the lines. */
export interface NamesRead {
  names: string[];
  /** Parts that are no usable name. */
  problems: LineNote[];
  /** Parts that were understood but are repeated or not needed. */
  notes: LineNote[];
}

/** Names that no node of a practice farm can have: those of its other hosts and of the test locations. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...NAMES_OF_PLACES,
  PRACTICE_BALANCER,
  PRACTICE_DATABASE,
  PRACTICE_WAF,
]);
/** Limit of names in one range, so that a typing error does not create a flood. */
const MOST_OF_A_RANGE = 1000;
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const HEADINGS = new Set(['name', 'node', 'nodes', 'host', 'hostname', 'host name', 'server', 'computer']);
/** `web[01-40]` or `web[1,3,7-9]-dmz` */
const RANGE = /^([^[\]]*)\[([0-9,\s-]+)\]([^[\]]*)$/;
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\[?[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*\]?)([/:]\d+)?$/;

/**
 * Reads pasted node names: one or several per line, ranges such as `web[01-40]`, or a CSV file with the names in its
 * first column or in a column *name*. Names get one form (lower case, no scheme, no trailing dot), so that repeated nodes
 * are found. Everything that could be a name and is not used is reported.
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
          message: `${name} is already in line ${first} and counts once`,
        });
    }
  }
}

interface Cell {
  text: string;
  /** True for quoted cells and for cells between commas or semicolons: blanks do not separate names in them. */
  whole: boolean;
}

const EMPTY: Cell = { text: '', whole: true };
const NO_ADDRESS = 'this address is not used, because practice hosts use addresses of this computer';
const LEFT_OUT =
  'only the first cell of this row was read, because the other cells are not all names; add a heading with a column “name”';

/** All cells if all of them are names; else the first cell, and those of the others that could be meant as names. */
function withoutHeading(cells: Cell[]): { taken: Cell[]; left: Cell[] } {
  const filled = cells.filter(({ text }) => text !== '');
  const [first = EMPTY, ...others] = filled;
  const isOther = ({ text }: Cell) => isAddress(text) || (isNumber(text) && !isNumber(first.text));
  const areNames = filled.every(
    (cell) => !isOther(cell) && piecesOf(cell).every((piece) => namesOf(piece).fault === null),
  );
  return areNames ? { taken: filled, left: [] } : { taken: [first], left: others.filter((cell) => !isOther(cell)) };
}

/**
 * Cells of a CSV line (RFC 4180), separated by commas, semicolons or tabs. Commas in a range's brackets do not
 * separate.
 */
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
    if (from === '') return { list: [], fault: `“${part}” is not a range; write a range as web[01-40]` };
    if (count < 1)
      return { list: [], fault: `the range ends at ${to} but begins at ${from}; put the lower number first` };
    if (count + list.length > MOST_OF_A_RANGE)
      return { list: [], fault: `the range has too many names; use at most ${MOST_OF_A_RANGE}` };
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
  if (isAddress(written)) return 'this is an address; enter the name of the node';
  if (RESERVED_NAMES.has(name)) return `${name} is the name of another host; choose a different name`;
  if (/[[\]]/.test(written)) return 'this range is not understood; write a range as web[01-40]';
  if (name.includes('.') && !/\s/.test(name)) return 'enter the name of the node without its domain';
  return 'use only letters, digits and hyphens (max. 63)';
}
