import { z } from 'zod';
import type { Reading } from '../model/reading.ts';
import { pastedTable } from './pasted-table.ts';
import { jsonIn } from './rows-shown.ts';

const Rows = z.array(z.array(z.union([z.string(), z.number(), z.null()])));

/**
 * Returns the answer to a reading in a text that a person pasted, as a host that is asked at once would give it: rows of
 * SQL as a JSON array, whatever table the database client wrote; nothing at all means no rows. What is no such table is
 * returned as it is.
 */
export function answerIn(reading: Reading, text: string): string {
  if (reading.kind !== 'sql') return text;
  if (text.trim() === '') return '[]';
  const asJson = jsonIn(text).find((value) => Rows.safeParse(value).success);
  if (asJson !== undefined) return JSON.stringify(asJson);
  const columns = Rows.safeParse(jsonIn(reading.example)[0]).data?.[0]?.length;
  const rows = columns === undefined ? null : pastedTable(text, columns);
  return rows === null ? text : JSON.stringify(rows);
}
