import { expect, it } from 'vitest';
import { followRunEnds } from '../../../electron/run-ends.ts';

const DAY_ONE = { id: '1', name: 'Day one' };
const DAY_TWO = { id: '2', name: 'Day two' };

it.each([
  {
    name: 'a long run that ends unseen is told',
    took: 10_000,
    seen: false,
    putAway: false,
    told: ['Day one'],
    quits: 0,
  },
  {
    name: 'a long run that ends before one’s eyes is not',
    took: 10_000,
    seen: true,
    putAway: false,
    told: [],
    quits: 0,
  },
  { name: 'a short run is not', took: 9_999, seen: false, putAway: false, told: [], quits: 0 },
  {
    name: 'the application ends with the last run',
    took: 50_000,
    seen: false,
    putAway: true,
    told: ['Day one'],
    quits: 1,
  },
])('$name', ({ took, seen, putAway, told: expected, quits: ends }) => {
  const told: string[] = [];
  let quits = 0;
  let now = 5;
  const follow = followRunEnds({
    isSeen: () => seen,
    isPutAway: () => putAway,
    now: () => now,
    tell: (farm) => told.push(farm),
    quit: () => {
      quits += 1;
    },
  });
  follow([DAY_ONE], []);
  now += took;
  follow([], [DAY_ONE]);
  expect([told, quits]).toEqual([expected, ends]);
});

it('does not end the application while another run goes on', () => {
  let quits = 0;
  const quit = () => {
    quits += 1;
  };
  const follow = followRunEnds({ isSeen: () => true, isPutAway: () => true, now: () => 0, tell: () => {}, quit });
  follow([DAY_ONE], []);
  follow([DAY_ONE, DAY_TWO], [DAY_ONE]);
  follow([DAY_TWO], [DAY_ONE, DAY_TWO]);
  expect(quits).toBe(0);
  follow([], [DAY_TWO]);
  expect(quits).toBe(1);
});
