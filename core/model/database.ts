import type { Action, SqlExpectation } from './action.ts';
import type { Farm } from './farm.ts';
import type { HostKind } from './reading.ts';
import type { Reference } from './text.ts';

/** A database engine, as far as plans need it. */
export interface DatabaseEngine {
  id: string;
  name: string;
  /** The kinds of host its server can be reached on. */
  claims: HostKind[];
  connectionString(farm: Farm): string;
  /** True if both mean the same connection, however they are written. */
  sameConnection(one: string, other: string): boolean;
  /** Database, login and grant for the service account. */
  prepare(farm: Farm, password: Reference): Extract<Action, { kind: 'sql' }>;
  /** An expectation that certain tables are there. */
  tablesPresent(names: string[]): SqlExpectation;
}
