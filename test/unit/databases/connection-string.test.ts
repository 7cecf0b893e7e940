import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  parseConnectionString,
  printConnectionString,
  sameConnectionString,
} from '../../../core/databases/sqlite/connection-string.ts';

const farm = {
  address: '127.70.1.3',
  port: 14330,
  hostName: 'database.practice.test',
  database: 'sample',
  account: 'svc-sample',
};
const NORMAL =
  'Server=127.70.1.3,14330;Database=sample;User Id=svc-sample;Encrypt=true;Host Name In Certificate=database.practice.test';

it('prints the normal form', () => {
  expect(printConnectionString(farm)).toBe(NORMAL);
});

it.each([
  NORMAL,
  'data source=tcp:127.70.1.3,14330;initial catalog=sample;uid=svc-sample;hostnameincertificate=DATABASE.practice.test',
  ' User = svc-sample ; DATABASE = "sample" ; Address = 127.70.1.3, 14330 ; ; Encrypt = Yes ; HostNameInCertificate = database.practice.test ;',
  "Server=other;Server='127.70.1.3,14330';Database=sample;User ID=svc-sample;Encrypt=Mandatory;Host Name In Certificate=database.practice.test",
])('means the same however it is written: %s', (text) => {
  expect(parseConnectionString(text)).toEqual(farm);
  expect(sameConnectionString(text, NORMAL)).toBe(true);
});

it.each(['127.70.1.4,14330', '127.70.1.3,14331'])('is another connection with server %s', (server) => {
  expect(sameConnectionString(NORMAL.replace('127.70.1.3,14330', server), NORMAL)).toBe(false);
});

it.each([
  ['', 'connection-string.invalid'],
  ['Server', 'connection-string.invalid'],
  ['Server=a,1;Database=b', 'connection-string.invalid'],
  ['Server=a,99999;Database=b;User Id=c', 'connection-string.invalid'],
  ['Server=a,1;Database="b;User Id=c', 'connection-string.invalid'],
  ['Server=a,1;Database=b;User Id=c;Colour=red', 'connection-string.invalid'],
  ['Server=a,1;Database=b;User Id=c;Encrypt=false', 'connection-string.not-encrypted'],
  ['Server=a,1;Database=b;User Id=c;Password=hunter2', 'connection-string.has-password'],
])('refuses %j', (text, code) => {
  expect(() => parseConnectionString(text)).toThrow(expect.objectContaining({ code, field: 'connection' }));
});

it('does not repeat a password that stands in a wrong place', () => {
  for (const text of ['Server=a,1;pwd=hunter2', 'hunter2', 'Server="x"hunter2'])
    try {
      parseConnectionString(text);
      expect.unreachable();
    } catch (error) {
      expect((error as Error).message).not.toContain('hunter2');
    }
});

it('reads back what it printed, whatever the names hold', () => {
  const name = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(name, name, (database, account) => {
      expect(parseConnectionString(printConnectionString({ ...farm, database, account }))).toEqual({
        ...farm,
        database,
        account,
      });
    }),
  );
});
