import { createHash } from 'node:crypto';
import type { JournalEvent } from '../model/event.ts';

/** An event as its line, without the end of the line. `previous` is the checksum of the line before. */
export function printLine(event: JournalEvent, previous: string): string {
  return JSON.stringify({ ...event, previous });
}

/** What the next line carries of this one: the first 64 bits of its SHA-256, in hex. */
export function checksumOf(line: string | Uint8Array): string {
  return createHash('sha256').update(line).digest('hex').slice(0, 16);
}
