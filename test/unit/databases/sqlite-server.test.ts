import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectDatabase, type DatabaseConnection } from '../../../core/databases/sqlite/client.ts';
import { Secret } from '../../../core/model/secret.ts';
import { PracticeAuthority } from '../../../core/practice/world/authority.ts';
import { startEntry } from '../../support/practice-entries.ts';

const HOST_NAME = 'database.practice.test';
const ADMINISTRATOR_PASSWORD = 'administrator-password';
const ACCOUNT_PASSWORD = 'password of the service account';

let authority: PracticeAuthority;
let server: ChildProcess;
let port: number;
let administrator: DatabaseConnection;

beforeAll(async () => {
  authority = await PracticeAuthority.create();
  ({ server, port } = await startServer());
  administrator = await signIn('administrator', ADMINISTRATOR_PASSWORD, 'master');
  const names = { account: 'svc', name: 'farm', other: 'other' };
  await administrator.query('SELECT create_database(:name), create_database(:other)', names);
  await administrator.query('SELECT create_account(:account, :password)', { ...names, password: ACCOUNT_PASSWORD });
  await administrator.query('SELECT grant_access(:account, :name)', names);
});

afterAll(() => {
  administrator?.close();
  server?.disconnect();
});

async function startServer(): Promise<{ server: ChildProcess; port: number }> {
  const child = await startEntry('database');
  const identity = await authority.issue([HOST_NAME]);
  child.send({
    type: 'start',
    address: '127.0.0.1',
    port: 0,
    administrator: 'administrator',
    password: ADMINISTRATOR_PASSWORD,
    ...identity,
  });
  const [message] = (await once(child, 'message')) as [{ type: string; port: number }];
  expect(message.type).toBe('started');
  return { server: child, port: message.port };
}

function signIn(account: string, password: string, database: string, changes: Record<string, unknown> = {}) {
  return connectDatabase({
    address: '127.0.0.1',
    port,
    hostName: HOST_NAME,
    authority: authority.certificate,
    account,
    password: new Secret(password),
    database,
    limitMs: 5000,
    ...changes,
  });
}

describe('sign-in', () => {
  it.each([
    ['svc', 'wrong', 'farm', 'database.sign-in-refused'],
    ['svc', '', 'farm', 'database.sign-in-refused'],
    ['nobody', ACCOUNT_PASSWORD, 'farm', 'database.sign-in-refused'],
    ['administrator', ACCOUNT_PASSWORD, 'master', 'database.sign-in-refused'],
    ['svc', ACCOUNT_PASSWORD, 'other', 'database.access-denied'],
    ['svc', ACCOUNT_PASSWORD, 'master', 'database.access-denied'],
    ['svc', ACCOUNT_PASSWORD, 'nowhere', 'database.access-denied'],
    ['administrator', ADMINISTRATOR_PASSWORD, 'nowhere', 'database.not-found'],
  ])('%s with %j at %s: %4$s', async (account, password, database, code) => {
    await expect(signIn(account, password, database)).rejects.toMatchObject({ code });
  });

  it('admits an account with its password to a database it was granted', async () => {
    const connection = await signIn('svc', ACCOUNT_PASSWORD, 'farm');
    expect(await connection.query('SELECT 1 AS one', {})).toEqual({ columns: ['one'], rows: [[1]] });
    connection.close();
  });

  it('keeps the password of an account that exists until it is changed, and takes the new one from then on', async () => {
    const account = { account: 'changing' };
    await administrator.query('SELECT create_account(:account, :password)', { ...account, password: 'old one' });
    await administrator.query("SELECT grant_access(:account, 'farm')", account);
    await administrator.query('SELECT create_account(:account, :password)', { ...account, password: 'new one' });
    (await signIn('changing', 'old one', 'farm')).close();
    await administrator.query('SELECT change_password(:account, :password)', { ...account, password: 'new one' });
    await expect(signIn('changing', 'old one', 'farm')).rejects.toMatchObject({ code: 'database.sign-in-refused' });
    (await signIn('changing', 'new one', 'farm')).close();
  });

  it.each([
    undefined,
    '0',
  ])('sends nothing before the server has proved its name and issuer; environment: %s', async (word) => {
    if (word !== undefined) vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', word);
    await expect(signIn('svc', ACCOUNT_PASSWORD, 'farm', { hostName: 'farm.practice.test' })).rejects.toMatchObject({
      code: 'database.certificate-refused',
    });
    const { certificate } = await PracticeAuthority.create();
    await expect(signIn('svc', ACCOUNT_PASSWORD, 'farm', { authority: certificate })).rejects.toMatchObject({
      code: 'database.certificate-refused',
    });
    vi.unstubAllEnvs();
  });

  it('says that nothing listens, and ends with its signal', async () => {
    await expect(signIn('svc', ACCOUNT_PASSWORD, 'farm', { port: 1 })).rejects.toMatchObject({
      code: 'database.unreachable',
    });
    const reason = new Error('cancelled');
    const login = { address: '127.0.0.1', port, hostName: HOST_NAME, authority: authority.certificate };
    const rest = { account: 'svc', password: new Secret('x'), database: 'farm', limitMs: 5000 };
    await expect(connectDatabase({ ...login, ...rest }, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('management', () => {
  it('answers what is there', async () => {
    const ask = (text: string, parameters: Record<string, string> = {}) => administrator.query(text, parameters);
    const answers = await ask(
      "SELECT database_exists('farm'), database_exists('nowhere'), account_can_sign_in('svc', :password)," +
        " account_can_sign_in('svc', 'wrong'), has_access('svc', 'farm'), has_access('svc', 'other')",
      { password: ACCOUNT_PASSWORD },
    );
    expect(answers.rows).toEqual([[1, 0, 1, 0, 1, 0]]);
  });

  it.each([
    "SELECT grant_access('svc', 'master')",
    "SELECT grant_access('svc', 'nowhere')",
    "SELECT grant_access('nobody', 'farm')",
    "SELECT create_account('svc', '')",
    "SELECT create_account('svc', NULL)",
    "SELECT create_account('administrator', 'mine now')",
    "SELECT change_password('administrator', 'mine now')",
    "SELECT create_database('../farm')",
  ])('refuses %s', async (text) => {
    await expect(administrator.query(text, {})).rejects.toMatchObject({ code: 'database.statement-failed' });
  });

  it('exists on master only', async () => {
    const connection = await signIn('svc', ACCOUNT_PASSWORD, 'farm');
    await expect(connection.query("SELECT create_database('mine')", {})).rejects.toMatchObject({
      code: 'database.statement-failed',
    });
    connection.close();
  });
});

describe('statements', () => {
  it('keeps a parameter a value, whatever it holds', async () => {
    const connection = await signIn('svc', ACCOUNT_PASSWORD, 'farm');
    await connection.query('CREATE TABLE notes (text TEXT)', {});
    const evil = "x'); DROP TABLE notes; --";
    await connection.query('INSERT INTO notes VALUES (:text)', { text: evil });
    expect((await connection.query('SELECT text FROM notes', {})).rows).toEqual([[evil]]);
    const name = "farm'), create_database('stolen";
    await expect(administrator.query('SELECT create_database(:name)', { name })).rejects.toMatchObject({
      code: 'database.statement-failed',
    });
    expect((await administrator.query("SELECT database_exists('stolen')", {})).rows).toEqual([[0]]);
    connection.close();
  });

  it('carries out all statements of a text or none', async () => {
    const connection = await signIn('svc', ACCOUNT_PASSWORD, 'farm');
    await connection.query('CREATE TABLE whole (n INTEGER)', {});
    await expect(
      connection.query('INSERT INTO whole VALUES (:n); INSERT INTO missing VALUES (:n)', { n: 1 }),
    ).rejects.toMatchObject({ code: 'database.statement-failed', message: expect.stringContaining('missing') });
    expect((await connection.query('SELECT count(*) FROM whole', {})).rows).toEqual([[0]]);
    connection.close();
  });

  it.each([
    "ATTACH DATABASE 'x' AS other",
    '/* by the way */ attach database "x" as y',
    "-- a remark\nVACUUM INTO 'copy'",
    'SELECT 1; DETACH DATABASE other',
    'BEGIN',
    'COMMIT',
    'ROLLBACK',
    'SAVEPOINT mine',
    'RELEASE request',
  ])('refuses what reaches beyond the database or the request: %s', async (text) => {
    const connection = await signIn('svc', ACCOUNT_PASSWORD, 'farm');
    await expect(connection.query(text, {})).rejects.toMatchObject({ code: 'database.statement-failed' });
    expect((await connection.query('SELECT 1', {})).rows).toEqual([[1]]);
    connection.close();
  });

  it('never tells parameters in an error', async () => {
    const connection = await signIn('svc', ACCOUNT_PASSWORD, 'farm');
    const failure = await connection.query('INSERT INTO nowhere VALUES (:secret)', { secret: 'sentinel-value' }).then(
      () => expect.unreachable(),
      (error) => error,
    );
    expect(JSON.stringify({ ...failure, message: failure.message })).not.toContain('sentinel-value');
    connection.close();
  });

  it('ends a statement that gives rows without end', async () => {
    const connection = await signIn('svc', ACCOUNT_PASSWORD, 'farm');
    const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n';
    await expect(connection.query(endless, {})).rejects.toMatchObject({ code: 'database.statement-failed' });
    connection.close();
  });
});

describe('protocol', () => {
  it.each([
    ['a query before the sign-in', '{"id":7,"op":"query","text":"SELECT 1","parameters":{}}\n'],
    ['text that is no JSON', 'hello\n'],
    ['an unknown operation', '{"id":7,"op":"shutdown"}\n'],
    ['a line without end', 'x'.repeat(1024 * 1024 + 1)],
  ])('answers %s with a typed error', async (_what, text) => {
    const socket = connect({ host: '127.0.0.1', port, servername: HOST_NAME, ca: authority.certificate });
    await once(socket, 'secureConnect');
    socket.write(text);
    const [answer] = (await once(socket.setEncoding('utf8'), 'data')) as [string];
    expect(JSON.parse(answer)).toMatchObject({ ok: false, error: { code: 'database.request-invalid' } });
    socket.destroy();
  });

  it('tells waiting queries that the server is gone', async () => {
    const other = await startServer();
    const connection = await signIn('administrator', ADMINISTRATOR_PASSWORD, 'master', { port: other.port });
    const exit = once(other.server, 'exit');
    other.server.disconnect();
    await exit;
    await expect(connection.query('SELECT 1', {})).rejects.toMatchObject({ code: 'database.unreachable' });
  });

  it('says what hinders it from starting', async () => {
    const child = await startEntry('database');
    child.send({
      type: 'start',
      address: '203.0.113.7',
      port: 0,
      administrator: 'a',
      password: 'b',
      ...(await authority.issue(['x'])),
    });
    const [message] = (await once(child, 'message')) as [unknown];
    expect(message).toMatchObject({ type: 'failed', error: { code: 'database.cannot-bind' } });
    await once(child, 'exit');
  });
});
