import { expect, it } from 'vitest';
import { ageText, momentText, withOffset } from '../../../core/model/moment.ts';

it.each(['2026-11-29T13:02:11.400Z', '2026-06-01T00:00:00.000Z'])('%s is the same moment with an offset', (iso) => {
  const written = withOffset(new Date(iso));
  expect(written).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  expect(Date.parse(written)).toBe(Math.floor(Date.parse(iso) / 1000) * 1000);
});

it.each([
  [-60, '2026-11-29T14:02:11+01:00'],
  [0, '2026-11-29T13:02:11+00:00'],
  [300, '2026-11-29T08:02:11-05:00'],
  [-345, '2026-11-29T18:47:11+05:45'],
  [210, '2026-11-29T09:32:11-03:30'],
])('%d minutes behind universal time', (minutes, written) => {
  const time = new Date('2026-11-29T13:02:11Z');
  time.getTimezoneOffset = () => minutes;
  expect(withOffset(time)).toBe(written);
});

it.each([
  ['2026-11-29T14:02:11+01:00', '2026-11-29 14:02:11 +01:00'],
  ['2026-11-29T13:02:11.400Z', '2026-11-29 13:02:11 +00:00'],
])('people read %s as %s', (iso, text) => {
  expect(momentText(iso)).toBe(text);
});

it.each([
  [-5, '0 s'],
  [999, '0 s'],
  [40_000, '40 s'],
  [3_600_000, '1 h'],
  [11_100_000, '3 h 5 min'],
  [90_061_000, '1 day 1 h'],
  [2 * 86_400_000 + 61_000, '2 days'],
])('%d ms are %s', (ms, text) => {
  expect(ageText(ms)).toBe(text);
});
