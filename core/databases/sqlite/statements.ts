import type { Database, Statement } from 'sql.js';
import { FarmError } from '../../model/errors.ts';
import { LIMITS, type Rows, type SqlValue } from './protocol.ts';

/**
 * First words that are refused. `attach`, `detach` and `vacuum into` reach beyond the session's database; the others
 * would leave a transaction open on a connection that sessions share.
 */
const REFUSED = /^(attach|detach|vacuum|begin|commit|end|rollback|savepoint|release)$/i;
const NOT_A_WORD = /^(?:[\s;]+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))+/;

/**
 * Runs the statements of a text as one transaction: all of them or none.
 * @param parameters values for `:name` in any of the statements
 * @throws FarmError `database.statement-failed` with SQLite's message; values of parameters are never in it
 */
export function runStatements(database: Database, text: string, parameters: Record<string, SqlValue>): Rows {
  const values = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`:${name}`, value]));
  const until = performance.now() + LIMITS.statementMs;
  let answer: Rows = { columns: [], rows: [] };
  let statement: Statement | null = null;
  database.run('SAVEPOINT request');
  try {
    for (const next of database.iterateStatements(text)) {
      statement = next;
      const word = /^[a-z]+/i.exec(statement.getSQL().replace(NOT_A_WORD, ''))?.[0] ?? '';
      if (REFUSED.test(word)) throw new Error(`${word.toUpperCase()} is not allowed on this server`);
      statement.bind(values);
      const rows: SqlValue[][] = [];
      while (statement.step()) {
        rows.push(statement.get().map(plainValue));
        if (rows.length > LIMITS.rows) throw new Error(`more than ${LIMITS.rows} rows`);
        if (performance.now() > until) throw new Error('the statement took too long');
      }
      const columns = statement.getColumnNames();
      if (columns.length > 0) answer = { columns, rows };
    }
    database.run('RELEASE request');
    return answer;
  } catch (error) {
    statement?.free();
    database.run('ROLLBACK TO request; RELEASE request');
    if (error instanceof FarmError) throw error;
    throw statementFailed(error instanceof Error ? error.message : String(error));
  }
}

function plainValue(value: unknown): SqlValue {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : (value as SqlValue);
}

function statementFailed(why: string): FarmError {
  return new FarmError({
    code: 'database.statement-failed',
    message: `The database refused a statement: ${why}.`,
    remedy: 'Correct the script, and check that no earlier part of it is missing.',
  });
}
