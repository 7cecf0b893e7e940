import { expect, it } from 'vitest';
import { rowsShown } from '../../../core/hand-over/rows-shown.ts';

/** What clients of databases print for the rows `1, 1, NULL` and `2, two, 3`. */
const ROWS = [
  [1, 1, null],
  [2, 'two', 3],
];
const PRINTED = {
  psql: ' a |  b  | c \n---+-----+---\n 1 | 1   |  \n 2 | two | 3\n(2 rows)\n',
  mysql:
    '+---+-----+------+\n| a | b   | c    |\n+---+-----+------+\n| 1 | 1   | NULL |\n| 2 | two |    3 |\n+---+-----+------+\n',
  sqlcmd:
    'a           b    c\r\n----------- ---- -----------\r\n          1 1           NULL\r\n          2 two            3\r\n\r\n(2 rows affected)\r\n',
  'a copied grid': '1\t1\tNULL\n2\ttwo\t3',
  CSV: 'a,b,c\n1,1,\n2,"two",3\n',
  JSON: '[[1,1,null],[2,"two",3]]',
  'JSON among words': 'The answer was:\n[[1, 1, null],\n [2, "two", 3]]\nThat is all.',
};

it.each(Object.entries(PRINTED))('sees the rows in what %s gives', (_name, text) => {
  expect(rowsShown(ROWS, text)).toBe(true);
});

it.each(Object.entries(PRINTED))('does not see other rows in what %s gives', (_name, text) => {
  expect(rowsShown([...ROWS].reverse(), text)).toBe(false);
  expect(rowsShown([...ROWS, [4, 'four', 4]], text)).toBe(false);
  expect(rowsShown([[1, 2, null]], text)).toBe(false);
});

it.each(['', 'done', '(0 rows)', '11', '1 2', 'ERROR:  1 relation'])('does not take %j for the row 1', (text) => {
  expect(rowsShown([[1]], text)).toBe(false);
});

it('sees a single value on a line of its own', () => {
  expect(rowsShown([[2]], ' count \n-------\n     2\n(1 row)\n')).toBe(true);
});
