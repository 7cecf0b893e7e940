import type { Action, SqlExpectation } from './action.ts';
import type { Farm } from './farm.ts';
import type { Asked, HostKind } from './reading.ts';
import type { Reference } from './text.ts';

/** Code of the error with which a database says that name or password of a login is wrong. */
export const SIGN_IN_REFUSED = 'database.sign-in-refused';

/** A login of the server whose password is entered, and how that password is tried: nothing is changed by it. */
export interface Login {
  /** Name of the secret that is its password. */
  secretName: string;
  account: string;
  /** Whether the server has it; null for a login that is never made by a plan. */
  exists: Asked<boolean> | null;
  /** Signs in with the password. Reading it throws `SIGN_IN_REFUSED` where the password is another one. */
  signIn: Asked<unknown>;
}

/** A database engine, as far as plans need it. */
export interface DatabaseEngine {
  id: string;
  name: string;
  /** The kinds of host its server can be reached on. */
  claims: HostKind[];
  connectionString(farm: Farm): string;
  /** True if both mean the same connection, however they are written. */
  sameConnection(one: string, other: string): boolean;
  /** The logins of a farm whose passwords can be tried. */
  logins(farm: Farm): Login[];
  /**
   * Database, login and grant for the service account. A login that exists keeps its password: where that is another one,
   * nothing is changed, and the action fails.
   */
  prepare(farm: Farm, password: Reference): Extract<Action, { kind: 'sql' }>;
  /** Another password for the service account’s login, where it exists. Carried out only when somebody asked for it. */
  changePassword(farm: Farm, password: Reference): Extract<Action, { kind: 'sql' }>;
  /** An expectation that certain tables are there. */
  tablesPresent(names: string[]): SqlExpectation;
}
