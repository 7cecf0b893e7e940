import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { JournalSink } from './journal.ts';

/** Keeps journal lines in a new file that only its owner can read. */
export function fileSink(path: string): JournalSink {
  const file = openSync(path, 'ax', 0o600);
  return {
    append: (line, durable) => {
      writeSync(file, line);
      if (durable) fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}
