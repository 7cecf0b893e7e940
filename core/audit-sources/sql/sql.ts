import { z } from 'zod';
import type { AuditEntry, AuditSource } from '../../model/audit-source.ts';
import { FarmError } from '../../model/errors.ts';
import { databaseHost } from '../../model/farm-parts.ts';

/** What a column of the query holds. `forwarded`: the header's lines as a JSON array. */
type Column = 'token' | 'node' | 'address' | 'at' | 'service' | 'peer' | 'forwarded';

/** A table of the application's database. */
export interface SqlAudit {
  /** A query with the parameter `:token`, read-only: it answers the records whose token begins with it, and the token with them. */
  text: string;
  /** What the columns of its rows hold, in their order. */
  columns: Column[];
  /** A row as it may be answered. */
  example: (string | null)[];
  delayMs: number;
}

/** Audit records in a table of the application's database, found by their token and read with the application's account. */
export function sqlAudit({ text, columns, example, delayMs }: SqlAudit): AuditSource {
  return {
    id: 'sql',
    finds: 'token',
    delayMs,
    ask: (farm, { token }) => [
      {
        host: databaseHost(farm).name,
        reading: {
          kind: 'sql',
          database: farm.database.name,
          as: 'application',
          text,
          parameters: { token },
          example: JSON.stringify([example.map((cell, index) => (columns[index] === 'token' ? `${token}-1` : cell))]),
        },
        parse: (answer) => recordsIn(rowsOf(answer), columns, token).map((row) => entryOf(columns, row)),
      },
    ],
  };
}

const Rows = z.array(z.array(z.union([z.string(), z.number(), z.null()])));
type Row = z.infer<typeof Rows>[number];

function rowsOf(answer: string): z.infer<typeof Rows> {
  try {
    return Rows.parse(JSON.parse(answer));
  } catch {
    throw notRows(answer);
  }
}

/**
 * Returns the rows whose token begins with the wanted one, as the query asks for: the heading of a pasted table is none.
 * @throws FarmError where there are other rows only
 */
function recordsIn(rows: Row[], columns: Column[], token: string): Row[] {
  const records = rows.filter((row) => String(row[columns.indexOf('token')] ?? '').startsWith(token));
  if (records.length > 0 || rows.length === 0) return records;
  throw new FarmError({
    code: 'audit.other-records',
    message: `None of these audit records is of a token that begins with ${token}.`,
    remedy: 'Run the query as it stands, with this parameter, and hand in its rows.',
  });
}

function entryOf(columns: Column[], row: Row): AuditEntry {
  if (row.length !== columns.length) throw notRows(JSON.stringify(row));
  const cell = (column: Column) => {
    const value = row[columns.indexOf(column)];
    return value === null || value === undefined ? null : String(value);
  };
  const [service, peer, forwarded] = [cell('service'), cell('peer'), cell('forwarded')];
  return {
    node: cell('node'),
    address: cell('address'),
    at: cell('at'),
    raw: JSON.stringify(row),
    ...(service === null ? {} : { service }),
    ...(peer === null ? {} : { peer }),
    ...(forwarded === null ? {} : { forwarded: linesOf(forwarded) }),
  };
}

function linesOf(text: string): string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(text));
  } catch {
    throw notRows(text);
  }
}

function notRows(text: string): FarmError {
  return new FarmError({
    code: 'audit.unread',
    message: `The audit records were not understood: ${JSON.stringify(text.slice(0, 120))}.`,
    remedy: 'Run the query as it stands and hand in its rows as a JSON array of arrays.',
  });
}
