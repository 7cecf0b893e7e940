import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { Catalogue } from '../../../core/databases/sqlite/catalogue.ts';
import { sqlite } from '../../../core/databases/sqlite/engine.ts';
import { loadSqlite } from '../../../core/databases/sqlite/load-sqlite.ts';
import { Farm } from '../../../core/model/farm.ts';
import { withNodes } from '../../support/farm-hosts.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';

/** Texts that break what is put together by joining. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    `'; DROP TABLE t; --`,
    '"',
    '``',
    '%s $\u007bx} $(id)',
    'a\r\nb',
    ']]>',
    '\\',
    'ä€😀',
    '\u202ertl',
    '{{x}}',
  ),
);

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = new Catalogue(await loadSqlite(), 'administrator', 'password');
  catalogue.signIn('administrator', 'password', 'master')('CREATE TABLE t (value TEXT)', {});
});

it('every value comes back from the database as it was given', () => {
  const ask = catalogue.signIn('administrator', 'password', 'master');
  fc.assert(
    fc.property(hostile, (value) => {
      fc.pre(!value.includes('\0'));
      ask('DELETE FROM t', {});
      ask('INSERT INTO t (value) VALUES (:value)', { value });
      expect(ask('SELECT value FROM t WHERE value = :value', { value }).rows).toEqual([[value]]);
    }),
  );
});

it('the scripts are the same text whatever the farm’s names are: names and passwords are bound', () => {
  const wanted = sqlite.prepare(exampleFarm(), password());
  fc.assert(
    fc.property(hostile, hostile, (name, account) => {
      const farm = exampleFarm();
      const made = sqlite.prepare(
        { ...farm, serviceAccount: account, database: { ...farm.database, name } },
        password(),
      );
      expect(made.statements.map(({ text }) => text)).toEqual(wanted.statements.map(({ text }) => text));
      expect(made.verify.text).toBe(wanted.verify.text);
    }),
  );
});

it('a name that could break a configuration or a path is refused in the answers', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      fc.pre(!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,62}$/u.test(name));
      const farm = exampleFarm();
      const broken = withNodes(farm, (node, index) => (index === 0 ? { ...node, name } : node));
      expect(Farm.safeParse(broken).success).toBe(false);
    }),
  );
});

function password() {
  return { secretName: 'serviceAccountPassword', label: 'password', secret: true } as const;
}
