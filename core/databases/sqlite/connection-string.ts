import { FarmError } from '../../model/errors.ts';

/** The database of an application and the account that it uses. The password is sent separately. Always encrypted. */
export interface Connection {
  address: string;
  port: number;
  /** Name in the server's certificate. */
  hostName: string;
  database: string;
  account: string;
}

type Field = 'server' | 'database' | 'account' | 'encrypt' | 'hostName' | 'password';

/** Keys and their synonyms, lower case, without blanks (Microsoft.Data.SqlClient, ConnectionString property). */
const FIELDS: Record<string, Field> = {
  server: 'server',
  datasource: 'server',
  address: 'server',
  addr: 'server',
  networkaddress: 'server',
  database: 'database',
  initialcatalog: 'database',
  userid: 'account',
  user: 'account',
  uid: 'account',
  encrypt: 'encrypt',
  hostnameincertificate: 'hostName',
  password: 'password',
  pwd: 'password',
};

/** The default port of the server. */
export const DEFAULT_PORT = 1433;

/**
 * Reads `Server=address,port;Database=...;User Id=...;Encrypt=true;Host Name In Certificate=...`. Keys are compared
 * without case and blanks, may be synonyms and stand in any order; of a key given twice the last counts. Values with
 * `;` or outer blanks stand in quotes, a quote inside doubled (rules of ADO.NET's DbConnectionStringBuilder).
 * @throws FarmError `connection-string.invalid`, `connection-string.has-password`, `connection-string.not-encrypted`
 */
export function parseConnectionString(text: string): Connection {
  const fields = new Map<Field, string>();
  for (const [key, value] of pairsOf(text)) {
    const field = FIELDS[key.toLowerCase().replace(/\s+/g, '')];
    if (field === undefined) throw invalid(`the key «${key}» is not known`);
    if (field === 'password') throw hasPassword();
    fields.set(field, value);
  }
  if (!/^(true|yes|mandatory|strict)$/i.test(fields.get('encrypt') ?? 'true')) throw notEncrypted();
  const { address, port } = parseServer(required(fields, 'server', 'Server'));
  return {
    address,
    port,
    hostName: (fields.get('hostName') ?? address).toLowerCase(),
    database: required(fields, 'database', 'Database'),
    account: required(fields, 'account', 'User Id'),
  };
}

/** The connection's normal form: two connection strings mean the same if their normal forms are equal. */
export function printConnectionString(connection: Connection): string {
  return [
    ['Server', `${connection.address.toLowerCase()},${connection.port}`],
    ['Database', connection.database],
    ['User Id', connection.account],
    ['Encrypt', 'true'],
    ['Host Name In Certificate', connection.hostName.toLowerCase()],
  ]
    .map(([key, value]) => `${key}=${quoted(value ?? '')}`)
    .join(';');
}

/** Whether two connection strings mean the same connection, however they are written. */
export function sameConnectionString(one: string, other: string): boolean {
  return printConnectionString(parseConnectionString(one)) === printConnectionString(parseConnectionString(other));
}

function pairsOf(text: string): [string, string][] {
  const pairs: [string, string][] = [];
  const pair = /\s*([^=;]+?)\s*=\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([^;"'][^;]*?|))\s*(?:;|$)/y;
  let rest = 0;
  while (text.slice(rest).replace(/[\s;]/g, '') !== '') {
    rest += (/^[\s;]*/.exec(text.slice(rest))?.[0] ?? '').length;
    pair.lastIndex = rest;
    const match = pair.exec(text);
    // What stands there may be a secret in the wrong place, so only the position is told.
    if (match === null) throw invalid(`it is not understood from character ${rest + 1} on`);
    const [whole, key = '', double, single, bare] = match;
    pairs.push([key, double?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? bare ?? '']);
    rest += whole.length;
  }
  return pairs;
}

function parseServer(text: string): { address: string; port: number } {
  const match = /^(?:tcp:)?([^,\s]+)\s*(?:,\s*(\d{1,5}))?$/i.exec(text);
  const port = Number(match?.[2] ?? DEFAULT_PORT);
  if (match?.[1] === undefined || port < 1 || port > 65_535) throw invalid('the server is not «address,port»');
  return { address: match[1], port };
}

function required(fields: Map<Field, string>, field: Field, key: string): string {
  const value = fields.get(field);
  if (value === undefined || value === '') throw invalid(`«${key}» is missing`);
  return value;
}

function quoted(value: string): string {
  const plain = !/[;"']|^\s|\s$/.test(value) && value !== '';
  return plain ? value : `"${value.replaceAll('"', '""')}"`;
}

function invalid(why: string): FarmError {
  return new FarmError({
    code: 'connection-string.invalid',
    field: 'connection',
    message: `The connection string cannot be used: ${why}.`,
    remedy:
      'Use the form Server=address,port;Database=name;User Id=account;Encrypt=true;Host Name In Certificate=name.',
  });
}

function hasPassword(): FarmError {
  return new FarmError({
    code: 'connection-string.has-password',
    field: 'connection',
    message: 'The connection string contains a password.',
    remedy: 'Remove the password. Farmwright asks for the service account’s password separately.',
  });
}

function notEncrypted(): FarmError {
  return new FarmError({
    code: 'connection-string.not-encrypted',
    field: 'connection',
    message: 'The connection string turns encryption off.',
    remedy: 'Use Encrypt=true.',
  });
}
