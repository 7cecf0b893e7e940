import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Journal } from '../../../core/journal/journal.ts';
import { JournalEvent, type NewEvent } from '../../../core/model/event.ts';

const event = (sentence: string): NewEvent => ({ sentence, body: { type: 'exchange' } });

async function take(journal: Journal, after: number, most: number): Promise<number[]> {
  const numbers: number[] = [];
  if (most === 0) return numbers;
  for await (const { seq } of journal.follow(after)) if (numbers.push(seq) >= most) break;
  return numbers;
}

test('a follower gets every event above its number once and in order, whenever it comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(30), fc.nat(30), fc.nat(60), async (before, later, after) => {
      const journal = new Journal('farm');
      for (let index = 0; index < before; index++) journal.append(event(`${index}`));
      const total = before + later;
      const wanted = Math.max(0, total - after);
      const following = take(journal, after, wanted);
      for (let index = 0; index < later; index++) journal.append(event(`later ${index}`));
      expect(await following).toEqual(Array.from({ length: wanted }, (_, index) => after + index + 1));
    }),
    { seed: 20261, numRuns: 100 },
  );
});

test('a follower ends with the journal, after its last event', async () => {
  const journal = new Journal('farm');
  const sentences: string[] = [];
  const following = (async () => {
    for await (const { sentence } of journal.follow(0)) sentences.push(sentence);
  })();
  journal.append(event('one'));
  journal.append(event('two'));
  journal.close();
  await following;
  expect(sentences).toEqual(['one', 'two']);
  expect(() => journal.append(event('three'))).toThrow();
});

test('a follower that is told to stop stops', async () => {
  const journal = new Journal('farm');
  const control = new AbortController();
  const following = (async () => {
    for await (const { seq } of journal.follow(0, control.signal)) if (seq === 1) control.abort();
  })();
  journal.append(event('one'));
  await following;
});

test('lines hold number, time and the checksum of the line before; what came early is kept first', () => {
  const kept: string[] = [];
  const journal = new Journal('farm');
  journal.append(event('before there is a place'));
  journal.keepIn({ append: (line) => void kept.push(line), close: () => {} });
  journal.append(event('quotes " and\nline breaks'));
  journal.append({ sentence: 'durable', body: { type: 'run.ended', outcome: 'done' } });
  journal.close();
  const lines = kept.join('').trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  let previous = '';
  for (const [index, line] of lines.entries()) {
    const { previous: told, ...rest } = JSON.parse(line) as { previous: string };
    expect(JournalEvent.parse(rest)).toMatchObject({ farm: 'farm', seq: index + 1 });
    expect(told).toBe(previous);
    previous = createHash('sha256').update(line).digest('hex').slice(0, 16);
  }
});
