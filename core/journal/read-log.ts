import { FarmError } from '../model/errors.ts';
import { JournalEvent } from '../model/event.ts';
import { checksumOf } from './line.ts';

const NEW_LINE = 0x0a;

/** What the farm file knows, that a log has to follow. */
export interface LogBase {
  farm: string;
  epoch: number;
  foldedThrough: number;
  /** The folded events, number 1 first. */
  events: readonly JournalEvent[];
  /** Checksum that the first line of this epoch carries. */
  anchor: string;
}

/** What a log turned out to be. */
export type LogReading =
  /** It goes on where the farm file ends. */
  | {
      kind: 'follows';
      events: JournalEvent[];
      /** What the next line has to carry. */
      checksum: string;
      /** Bytes of whole lines, and of a torn line behind them. */
      whole: number;
      torn: number;
    }
  /** A fold was cut off before it dropped the log: the farm file holds every line. */
  | { kind: 'folded' }
  /** It belongs elsewhere: to be set aside. */
  | { kind: 'foreign'; why: string };

interface Line {
  event: JournalEvent;
  previous: string;
}

/**
 * Reads the lines of a log and checks that each one follows the line before.
 * @param path for errors
 * @throws FarmError `journal.broken` that names the line, if a line in the middle was changed or is missing
 */
export function readLog(bytes: Buffer, base: LogBase, path: string): LogReading {
  const whole = wholeLines(bytes);
  const lines: JournalEvent[] = [];
  let first: Line | null = null;
  let checksum = '';
  for (let start = 0, number = 1; start < whole; number++) {
    const end = bytes.indexOf(NEW_LINE, start);
    const text = bytes.subarray(start, end);
    const line = parseLine(text);
    if (line === null) throw broken(path, number, 'it is not an event.', lines.length);
    const before = lines.at(-1);
    if (before === undefined) first = line;
    else if (line.previous !== checksum)
      throw broken(
        path,
        number,
        `it does not have the checksum of line ${number - 1}, so one of the two lines was changed.`,
        lines.length,
      );
    else if (!continues(before, line.event))
      throw broken(path, number, `it is not event ${before.seq + 1} of the same farm and epoch.`, lines.length);
    lines.push(line.event);
    checksum = checksumOf(text);
    start = end + 1;
  }
  const torn = bytes.length - whole;
  if (first === null) return { kind: 'follows', events: [], checksum: base.anchor, whole, torn };
  if (first.event.farm !== base.farm) return { kind: 'foreign', why: 'it belongs to another farm' };
  if (first.event.epoch !== base.epoch) return otherEpoch(first.event.epoch, lines.at(-1), base);
  const known = base.foldedThrough - first.event.seq + 1;
  if (known < 0)
    throw broken(
      path,
      1,
      `it is event ${first.event.seq}, but the farm file ends with event ${base.foldedThrough}.`,
      0,
    );
  if (known === 0 && first.previous !== base.anchor)
    throw broken(path, 1, 'it does not have the checksum of the last event in the farm file.', 0);
  return { kind: 'follows', events: lines.slice(known), checksum, whole, torn };
}

/** Length of the complete lines. A power cut can leave a block of zeros in the last one. */
function wholeLines(bytes: Buffer): number {
  const end = bytes.lastIndexOf(NEW_LINE) + 1;
  const lastStart = end < 2 ? 0 : bytes.lastIndexOf(NEW_LINE, end - 2) + 1;
  return bytes.subarray(lastStart, end).includes(0) ? lastStart : end;
}

function parseLine(text: Buffer): Line | null {
  try {
    const { previous, ...rest } = JSON.parse(text.toString('utf8')) as { previous: unknown };
    return typeof previous === 'string' ? { event: JournalEvent.parse(rest), previous } : null;
  } catch {
    return null;
  }
}

function continues(before: JournalEvent, next: JournalEvent): boolean {
  return next.seq === before.seq + 1 && next.epoch === before.epoch && next.farm === before.farm;
}

/** Each line depends on the one before, so a file with the last event of the log contains the whole log. */
function otherEpoch(epoch: number, last: JournalEvent | undefined, base: LogBase): LogReading {
  const held = last === undefined ? undefined : base.events[last.seq - 1];
  if (held !== undefined && JSON.stringify(held) === JSON.stringify(last)) return { kind: 'folded' };
  const why =
    epoch < base.epoch
      ? `its epoch is ${epoch}, older than epoch ${base.epoch} of the farm file`
      : `its epoch is ${epoch}, and the farm file is an older copy of epoch ${base.epoch}`;
  return { kind: 'foreign', why };
}

function broken(path: string, line: number, why: string, good: number): FarmError {
  return new FarmError({
    code: 'journal.broken',
    field: 'file',
    message: `${path}, line ${line}: ${why}`,
    remedy: `Replace ${path} with an intact copy, or move it away to open the farm without its events. ${
      good === 0 ? '' : `Its first ${good} lines are intact. `
    }Nothing was deleted, and the next run inspects every step again.`,
    at: path,
  });
}
