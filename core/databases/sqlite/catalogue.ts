import type { Database, SqlJsStatic } from 'sql.js';
import { FarmError } from '../../model/errors.ts';
import { hashPassword, type PasswordHash, passwordFits } from './password-hash.ts';
import { MASTER, type Rows, type SqlValue } from './protocol.ts';
import { runStatements } from './statements.ts';

/** A database a signed-in account may use. */
export type Session = (text: string, parameters: Record<string, SqlValue>) => Rows;

/**
 * Databases, accounts and grants of one server. The administrator manages them with plain SQL on `master`, by the
 * functions `create_database(name)`, `create_account(name, password)`, `change_password(name, password)`,
 * `grant_access(account, database)`, `database_exists(name)`, `account_exists(name)`,
 * `account_can_sign_in(name, password)` and `has_access(account, database)`, each of which returns 1 if it changed
 * something, 0 if there was nothing to change, or the answer. `create_account` leaves an account that exists as it is. So
 * scripts are text, and secrets travel as bound parameters only.
 */
export class Catalogue {
  readonly #sqlite: SqlJsStatic;
  readonly #administrator: string;
  readonly #onDeed: (kind: string, what: string) => void;
  readonly #databases = new Map<string, Database>();
  readonly #accounts = new Map<string, PasswordHash>();
  readonly #grants = new Set<string>();
  /** Used for unknown accounts, so that both refusals take the same time. */
  readonly #nobody = hashPassword('');

  /** @param onDeed told what an administrator's script really changed, by kind and name */
  constructor(
    sqlite: SqlJsStatic,
    administrator: string,
    password: string,
    onDeed: (kind: string, what: string) => void = () => {},
  ) {
    this.#onDeed = onDeed;
    this.#sqlite = sqlite;
    this.#administrator = administrator;
    this.#accounts.set(administrator, hashPassword(password));
    this.#databases.set(MASTER, this.#withFunctions(new sqlite.Database()));
  }

  /**
   * @throws FarmError `database.sign-in-refused`, `database.access-denied`, and for the administrator
   * `database.not-found`
   */
  signIn(account: string, password: string, name: string): Session {
    if (!this.#canSignIn(account, password)) throw signInRefused(account);
    if (!this.#mayUse(account, name)) throw accessDenied(account, name);
    const database = this.#databases.get(name);
    if (database === undefined) throw notFound(name);
    const before = account === this.#administrator ? () => tablesOf(database) : () => [];
    return (text, parameters) => {
      const there = before();
      const answer = runStatements(database, text, parameters);
      for (const table of before()) if (!there.includes(table)) this.#onDeed('table', `${name}.${table}`);
      return answer;
    };
  }

  #canSignIn(account: string, password: string): boolean {
    const kept = this.#accounts.get(account);
    return passwordFits(password, kept ?? this.#nobody) && kept !== undefined;
  }

  #mayUse(account: string, name: string): boolean {
    return account === this.#administrator || this.#grants.has(grant(account, name));
  }

  #withFunctions(master: Database): Database {
    master.create_function('create_database', (name: unknown) => {
      const wanted = nameOf(name);
      if (this.#databases.has(wanted)) return 0;
      this.#databases.set(wanted, new this.#sqlite.Database());
      this.#onDeed('database', wanted);
      return 1;
    });
    const setPassword = (name: unknown, password: unknown, kind: string, isLeft: (wanted: string) => boolean) => {
      const wanted = nameOf(name);
      if (wanted === this.#administrator) throw new Error('the administrator cannot be changed');
      if (typeof password !== 'string' || password === '') throw new Error('an account needs a password');
      if (isLeft(wanted)) return 0;
      this.#accounts.set(wanted, hashPassword(password));
      this.#onDeed(kind, wanted);
      return 1;
    };
    master.create_function('create_account', (name: unknown, password: unknown) =>
      setPassword(name, password, 'account', (wanted) => this.#accounts.has(wanted)),
    );
    master.create_function('change_password', (name: unknown, password: unknown) =>
      setPassword(name, password, 'password', (wanted) => !this.#accounts.has(wanted)),
    );
    master.create_function('grant_access', (account: unknown, name: unknown) => {
      const [who, what] = [nameOf(account), nameOf(name)];
      if (!this.#accounts.has(who)) throw new Error('no such account');
      if (what === MASTER || !this.#databases.has(what)) throw new Error('no such database');
      if (this.#grants.has(grant(who, what))) return 0;
      this.#grants.add(grant(who, what));
      this.#onDeed('grant', `${who} on ${what}`);
      return 1;
    });
    master.create_function('database_exists', (name: unknown) => (this.#databases.has(nameOf(name)) ? 1 : 0));
    master.create_function('account_exists', (name: unknown) => (this.#accounts.has(nameOf(name)) ? 1 : 0));
    master.create_function('account_can_sign_in', (name: unknown, password: unknown) =>
      this.#canSignIn(nameOf(name), String(password)) ? 1 : 0,
    );
    master.create_function('has_access', (account: unknown, name: unknown) =>
      this.#mayUse(nameOf(account), nameOf(name)) ? 1 : 0,
    );
    return master;
  }
}

function nameOf(value: unknown): string {
  if (typeof value === 'string' && /^[\p{L}\p{N}_][\p{L}\p{M}\p{N} ._$@\\#-]{0,127}$/u.test(value)) return value;
  throw new Error('a name has at most 128 letters, digits, spaces, backslashes and . _ $ @ # -');
}

function tablesOf(database: Database): string[] {
  const [found] = database.exec("SELECT name FROM sqlite_master WHERE type = 'table'");
  return (found?.values ?? []).map(([name]) => String(name));
}

function grant(account: string, database: string): string {
  return JSON.stringify([account, database]);
}

function signInRefused(account: string): FarmError {
  return new FarmError({
    code: 'database.sign-in-refused',
    message: `The database refused the sign-in of ${account}: name or password is wrong.`,
    remedy: 'Enter the correct name and password, or set a new password for this account.',
  });
}

function accessDenied(account: string, database: string): FarmError {
  return new FarmError({
    code: 'database.access-denied',
    message: `${account} has no access to the database ${database}.`,
    remedy: `Grant ${account} access to ${database}.`,
  });
}

function notFound(database: string): FarmError {
  return new FarmError({
    code: 'database.not-found',
    message: `The database ${database} does not exist on this server.`,
    remedy: `Create the database ${database}.`,
  });
}
