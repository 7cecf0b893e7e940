import { describe, expect, it } from 'vitest';
import { answerIn } from '../../../core/hand-over/answer-in.ts';
import type { Reading } from '../../../core/model/reading.ts';

const QUERY: Reading = {
  kind: 'sql',
  database: 'farm',
  as: 'application',
  text: 'SELECT token, address, forwarded FROM audit',
  parameters: {},
  example: '[["fw-1","198.51.100.7","[]"]]',
};

const ROWS = [
  ['fw-1', '198.51.100.7', '["198.51.100.7","192.0.2.1"]'],
  ['fw-2', null, '[]'],
];

/** What clients of databases give for these rows, with their headings and counts. */
const PASTED = {
  psql: ' token |   address    |           forwarded            \n-------+--------------+--------------------------------\n fw-1  | 198.51.100.7 | ["198.51.100.7","192.0.2.1"]\n fw-2  |              | []\n(2 rows)\n',
  mysql:
    '+-------+--------------+------------------------------+\n| token | address      | forwarded                    |\n+-------+--------------+------------------------------+\n| fw-1  | 198.51.100.7 | ["198.51.100.7","192.0.2.1"] |\n| fw-2  | NULL         | []                           |\n+-------+--------------+------------------------------+\n2 rows in set (0.00 sec)\n',
  sqlcmd:
    'token address      forwarded                   \r\n----- ------------ ----------------------------\r\nfw-1  198.51.100.7 ["198.51.100.7","192.0.2.1"]\r\nfw-2  NULL         []                          \r\n\r\n(2 rows affected)\r\n',
  'a copied grid': 'fw-1\t198.51.100.7\t"[""198.51.100.7"",""192.0.2.1""]"\nfw-2\tNULL\t[]\n',
  'CSV with semicolons': 'fw-1;198.51.100.7;"[""198.51.100.7"",""192.0.2.1""]"\nfw-2;;[]\n',
  'CSV with commas': 'fw-1,198.51.100.7,"[""198.51.100.7"",""192.0.2.1""]"\nfw-2,NULL,[]\n',
  JSON: JSON.stringify(ROWS),
  'JSON among words': `The rows are:\n${JSON.stringify(ROWS, null, 2)}\nThat is all.`,
};

describe('the answer to a query', () => {
  it.each(Object.entries(PASTED))('is read from what %s gives', (_name, text) => {
    expect(JSON.parse(answerIn(QUERY, text))).toEqual(ROWS);
  });

  it.each([
    '',
    ' \n',
    '(0 rows)',
    'token | address | forwarded\n------+---------+------\n(0 rows)\n',
    'Empty set (0.00 sec)',
    '[]',
  ])('has no rows in %j', (text) => {
    expect(JSON.parse(answerIn(QUERY, text))).toEqual([]);
  });

  it.each([
    'done',
    'ERROR:  relation "audit" does not exist',
    'fw-1 | 198.51.100.7',
  ])('stays as it was pasted where it is no table of these columns: %j', (text) => {
    expect(answerIn(QUERY, text)).toBe(text);
  });
});

it('leaves the answers to other questions as they are', () => {
  expect(answerIn({ kind: 'file', path: 'a' }, ' a | b \n')).toBe(' a | b \n');
});
