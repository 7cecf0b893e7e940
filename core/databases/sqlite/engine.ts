import type { DatabaseEngine, Login } from '../../model/database.ts';
import type { Farm } from '../../model/farm.ts';
import { addressOf, databaseHost } from '../../model/farm-parts.ts';
import { DATABASE_ADMINISTRATOR_PASSWORD, SERVICE_ACCOUNT_PASSWORD } from '../../model/hosts.ts';
import type { Asked } from '../../model/reading.ts';
import { DEFAULT_PORT, printConnectionString, sameConnectionString } from './connection-string.ts';
import { MASTER } from './protocol.ts';

/** SQLite behind a small server of its own: the engine of practice farms. */
export const sqlite: DatabaseEngine = {
  id: 'sqlite',
  name: 'Practice database (SQLite)',
  claims: ['practice', 'person'],
  connectionString: (farm) =>
    printConnectionString({
      address: addressOf(databaseHost(farm)),
      port: farm.database.port ?? DEFAULT_PORT,
      hostName: farm.database.hostName,
      database: farm.database.name,
      account: farm.serviceAccount,
    }),
  sameConnection: sameConnectionString,
  logins: (farm) => [serviceLogin(farm), administratorLogin(farm)],
  prepare: (farm, password) => {
    const parameters = { name: farm.database.name, account: farm.serviceAccount };
    return {
      kind: 'sql',
      title: `Database ${farm.database.name} and login ${farm.serviceAccount}`,
      part: 'server',
      database: MASTER,
      statements: [
        { text: 'SELECT create_database(:name)', parameters: { name: parameters.name } },
        { text: 'SELECT create_account(:account, :password)', parameters: { account: parameters.account, password } },
        { text: 'SELECT grant_access(:account, :name)', parameters },
      ],
      verify: {
        text: 'SELECT database_exists(:name), account_can_sign_in(:account, :password), has_access(:account, :name)',
        parameters: { ...parameters, password },
        rows: [[1, 1, 1]],
      },
      unless: {
        text: 'SELECT account_exists(:account), account_can_sign_in(:account, :password)',
        parameters: { account: parameters.account, password },
        rows: [[1, 0]],
        message: `The login ${farm.serviceAccount} exists already, and the password entered is not its password. Nothing was changed.`,
        remedy: `Enter the password of ${farm.serviceAccount}, or change it: on the page Database, or with --change-password ${SERVICE_ACCOUNT_PASSWORD}.`,
      },
      undo: `Remove database ${farm.database.name} and login ${farm.serviceAccount}.`,
    };
  },
  changePassword: ({ serviceAccount: account }, password) => ({
    kind: 'sql',
    title: `New password of the login ${account}`,
    part: 'server',
    database: MASTER,
    statements: [{ text: 'SELECT change_password(:account, :password)', parameters: { account, password } }],
    verify: {
      text: 'SELECT NOT account_exists(:account) OR account_can_sign_in(:account, :password)',
      parameters: { account, password },
      rows: [[1]],
    },
    undo: `Change the password of ${account} back.`,
  }),
  tablesPresent: (names) => ({
    text: `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN (${names.map((_, index) => `:table${index}`).join(', ')})`,
    parameters: Object.fromEntries(names.map((name, index) => [`table${index}`, name])),
    rows: [[names.length]],
  }),
};

function serviceLogin(farm: Farm): Login {
  const { serviceAccount: account, database } = farm;
  return {
    secretName: SERVICE_ACCOUNT_PASSWORD,
    account,
    exists: asked(farm, 'administrator', MASTER, 'SELECT account_exists(:account)', { account }),
    signIn: asked(farm, 'application', database.name, 'SELECT 1'),
  };
}

function administratorLogin(farm: Farm): Login {
  return {
    secretName: DATABASE_ADMINISTRATOR_PASSWORD,
    account: farm.database.administrator,
    exists: null,
    signIn: asked(farm, 'administrator', MASTER, 'SELECT 1'),
  };
}

/** A question that is answered with 1 or 0. */
function asked(
  farm: Farm,
  as: 'application' | 'administrator',
  database: string,
  text: string,
  parameters: Record<string, string> = {},
): Asked<boolean> {
  return {
    host: databaseHost(farm).name,
    reading: { kind: 'sql', database, as, text, parameters, example: '[[1]]' },
    parse: (answer) => JSON.parse(answer)[0]?.[0] === 1,
  };
}
