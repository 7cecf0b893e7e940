import type { JournalEvent } from '../model/event.ts';
import { Journal } from './journal.ts';
import { type LogReading, readLog } from './read-log.ts';

/** What a journal needs of the file that keeps it. */
export interface JournalPlace {
  readonly readOnly: boolean;
  /** Told to a person; what is found in the log is added. */
  readonly notices: string[];
  readonly record: {
    readonly farm: { readonly id: string };
    readonly events: readonly JournalEvent[];
    readonly epoch: number;
    readonly foldedThrough: number;
  };
  /** Checksum that the first line of the log carries. */
  readonly anchor: string;
  readonly log: {
    readonly path: string;
    /** What it held when the file was opened; given once. */
    take(): Buffer | null;
    cut(length: number): void;
    /** Gives it another name, and tells the name. */
    setAside(): string;
    append(line: string, durable: boolean): void;
    /** Notes that the file holds every line, and removes it. */
    folded(): void;
    close(): void;
  };
  fold(events: readonly JournalEvent[]): { epoch: number; checksum: string };
}

/**
 * The journal of an open farm file: its folded events, then those of its log; it goes on in the log. Open it once for
 * each opening of the file, and close it before the file.
 * @throws FarmError `journal.broken` if a line in the middle of the log is altered or missing; nothing is changed
 */
export function openJournal(place: JournalPlace): Journal {
  const { record, log } = place;
  const bytes = log.take();
  const base = {
    farm: record.farm.id,
    epoch: record.epoch,
    foldedThrough: record.foldedThrough,
    events: record.events,
    anchor: place.anchor,
  };
  const reading = bytes === null ? null : readLog(bytes, base, log.path);
  if (reading !== null) put(place, reading);
  const follows = reading?.kind === 'follows' ? reading : null;
  const journal = new Journal(base.farm, {
    events: follows === null ? record.events : record.events.concat(follows.events),
    foldedThrough: base.foldedThrough,
    epoch: base.epoch,
    checksum: follows?.checksum ?? base.anchor,
  });
  journal.keepIn({
    append: (line, durable) => log.append(line, durable),
    ...(place.readOnly ? {} : { fold: (events) => place.fold(events) }),
    close: () => log.close(),
  });
  return journal;
}

/** Repairs the log and adds notices; if the farm is open read-only, it only adds notices. */
function put(place: JournalPlace, reading: LogReading): void {
  const { log, notices, readOnly } = place;
  if (reading.kind === 'foreign') {
    const done = readOnly ? 'It is not read' : `It was renamed to ${log.setAside()}`;
    notices.push(`The log ${log.path} does not belong to this farm file: ${reading.why}. ${done}.`);
  } else if (reading.kind === 'folded') {
    if (!readOnly) log.folded();
  } else if (!readOnly) {
    if (reading.torn > 0) log.cut(reading.whole);
    if (reading.whole === 0) log.folded();
    if (reading.torn === 0) return;
    notices.push(
      `The last line of ${log.path} was incomplete and is dropped (${reading.torn} bytes), because Farmwright ended while it was written.`,
    );
  }
}
