import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paced } from '../../../renderer/parts/paced.ts';

let said: [second: number, text: string][];
let began: number;
const pace = () => paced((text) => said.push([(Date.now() - began) / 1000, text]));

beforeEach(() => {
  vi.useFakeTimers();
  began = Date.now();
  said = [];
});
afterEach(() => {
  vi.useRealTimers();
});

test('of what stands one after the other only the last is said, five seconds after anything said before', () => {
  const { progress } = pace();
  for (let step = 1; step <= 120; step++) {
    progress(`${step} of 120 steps done`);
    vi.advanceTimersByTime(250);
  }
  vi.advanceTimersByTime(10_000);
  expect(said.map(([, text]) => text)).toContain('1 of 120 steps done');
  expect(said.at(-1)?.[1]).toBe('120 of 120 steps done');
  for (const [index, [second]] of said.entries()) {
    const before = said[index - 1];
    if (before !== undefined) expect(second - before[0]).toBeGreaterThanOrEqual(5);
  }
  // Thirty seconds of work, and one more at its end.
  expect(said.length).toBeLessThanOrEqual(8);
});

test('an end is said at once, and what stood before it no longer', () => {
  const { progress, end } = pace();
  progress('1 of 9 steps done');
  vi.advanceTimersByTime(0);
  progress('8 of 9 steps done');
  vi.advanceTimersByTime(1000);
  end('The run is complete.');
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([
    [0, '1 of 9 steps done'],
    [1, 'The run is complete.'],
  ]);
});

test('after an end the next word on how things stand waits five seconds', () => {
  const { progress, end } = pace();
  end('The run is complete.');
  progress('1 check judged');
  vi.advanceTimersByTime(4999);
  expect(said).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(said.at(-1)).toEqual([5, '1 check judged']);
});

test('a page that is gone says nothing', () => {
  const { progress, stop } = pace();
  progress('1 of 9 steps done');
  stop();
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([]);
});
