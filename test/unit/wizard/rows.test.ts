import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRows, writeRows } from '../../../core/wizard/rows.ts';

const COLUMNS = [
  { key: 'name', label: 'Name', optional: false },
  { key: 'address', label: 'Address', optional: false },
  { key: 'who', label: 'Set up by', optional: true },
];

it.each([
  ['commas', 'web01, 192.0.2.11\nweb02, 192.0.2.12'],
  ['semicolons and CRLF', 'web01;192.0.2.11\r\nweb02;192.0.2.12\r\n'],
  ['tabs', 'web01\t192.0.2.11\nweb02\t192.0.2.12'],
  ['a heading', 'Name,Address\nweb01,192.0.2.11\nweb02,192.0.2.12'],
  ['a heading in another order', 'address, name\n192.0.2.11, web01\n192.0.2.12, web02'],
])('rows with %s are read', (_what, text) => {
  expect(readRows(text, COLUMNS)).toEqual({
    rows: [
      { name: 'web01', address: '192.0.2.11' },
      { name: 'web02', address: '192.0.2.12' },
    ],
    problems: [],
  });
});

it('a row that lacks a cell, or has one too many, is told with its line, and no cell is dropped', () => {
  const { rows, problems } = readRows('web01\nweb02, 192.0.2.12, "Müller, Ana"\nweb03, 192.0.2.13, A, B', COLUMNS);
  expect(rows).toEqual([{ name: 'web02', address: '192.0.2.12', who: 'Müller, Ana' }]);
  expect(problems).toEqual([
    { line: 1, text: 'web01', message: 'address is missing' },
    { line: 3, text: 'web03, 192.0.2.13, A, B', message: 'too many columns: B' },
  ]);
});

it('what is written is read again', () => {
  const cell = fc.stringMatching(/^[a-zA-Z0-9"',; ]{0,12}$/).map((text) => text.trim());
  const row = fc.record({ name: fc.constantFrom('web01', 'web02'), address: fc.constant('192.0.2.1'), who: cell });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 4 }), (rows) => {
      const full = rows.map((one) => Object.fromEntries(Object.entries(one).filter(([, text]) => text !== '')));
      expect(readRows(writeRows(rows, COLUMNS), COLUMNS)).toEqual({ rows: full, problems: [] });
    }),
    { seed: 20265, numRuns: 300 },
  );
});
