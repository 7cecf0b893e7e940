import { databaseHost } from '../../model/farm-parts.ts';
import { SERVICE_ACCOUNT_PASSWORD } from '../../model/hosts.ts';
import type { Step } from '../../model/plan.ts';
import type { PlanInputs } from '../../model/profile.ts';

const TABLES = {
  audit:
    'CREATE TABLE IF NOT EXISTS audit (token TEXT NOT NULL, node TEXT NOT NULL, path TEXT NOT NULL, peer TEXT NOT NULL, forwarded TEXT NOT NULL, resolved TEXT, at TEXT NOT NULL)',
  settings: 'CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)',
};

/** The database, the service account's login, and the application's tables. */
export function databaseSteps({ farm, database }: PlanInputs): Step[] {
  return [
    {
      id: 'database.prepare',
      title: 'Create the database and the service account’s login',
      page: 'database',
      who: 'DBA',
      host: databaseHost(farm).name,
      needs: [],
      makes: [],
      apply: [
        database.prepare(farm, {
          secretName: SERVICE_ACCOUNT_PASSWORD,
          label: 'password of the service account',
          secret: true,
        }),
      ],
      confirm: [],
      expected: `${farm.serviceAccount} can sign in to ${farm.database.name}.`,
      ifNot: 'Check that the administrator’s password is right and that the server accepts new logins.',
      undo: { how: `Remove the database ${farm.database.name} and the login ${farm.serviceAccount}.` },
    },
    {
      id: 'database.tables',
      title: 'Create the application’s tables',
      page: 'database',
      who: 'DBA',
      host: databaseHost(farm).name,
      needs: [],
      makes: [],
      apply: [
        {
          kind: 'sql',
          title: `Tables ${Object.keys(TABLES).join(' and ')}`,
          part: 'database',
          database: farm.database.name,
          statements: Object.values(TABLES).map((text) => ({ text, parameters: {} })),
          verify: database.tablesPresent(Object.keys(TABLES)),
          undo: Object.keys(TABLES)
            .map((table) => `DROP TABLE ${table};`)
            .join(' '),
        },
      ],
      confirm: [],
      expected: `${farm.database.name} holds the tables ${Object.keys(TABLES).join(' and ')}.`,
      ifNot: 'Check that the database is not read-only and has space.',
      undo: { none: 'dropping the tables would lose the audit records' },
    },
  ];
}
