import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileSink } from '../../../core/journal/file-sink.ts';
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
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-journal-'));
  const path = join(folder, 'journal.jsonl');
  const journal = new Journal('farm');
  journal.append(event('before there is a place'));
  journal.keepIn(fileSink(path));
  journal.append(event('quotes " and\nline breaks'));
  journal.append({ sentence: 'durable', body: { type: 'run.ended', outcome: 'done' } });
  journal.close();
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  let previous = '';
  for (const [index, line] of lines.entries()) {
    const { previous: told, ...rest } = JSON.parse(line) as { previous: string };
    expect(JournalEvent.parse(rest)).toMatchObject({ farm: 'farm', seq: index + 1 });
    expect(told).toBe(previous);
    previous = createHash('sha256').update(line).digest('hex').slice(0, 16);
  }
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});

test('a journal never continues a file that is there already', () => {
  const folder = mkdtempSync(join(tmpdir(), 'farmwright-journal-'));
  const path = join(folder, 'journal.jsonl');
  fileSink(path).close();
  expect(() => fileSink(path)).toThrow();
  rmSync(folder, { recursive: true });
});
