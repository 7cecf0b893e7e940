import { expect, it } from 'vitest';
import { readByPeople } from '../../../core/history/read-by-people.ts';
import type { JournalEvent } from '../../../core/model/event.ts';

const event = (seq: number, body: object, host: string | null = null) =>
  ({ seq, host, at: `2026-11-29T14:00:0${seq}.000Z`, body }) as unknown as JournalEvent;
const handedIn = (seq: number, item: string, host: string | null = null) =>
  event(seq, { type: 'handed.in', item, who: 'Ada', outcome: 'done', inputs: '', text: 'a row' }, host);
const asked = (seq: number, item: string, host: string) =>
  event(seq, { type: 'reading.asked', item, who: 'Ada', ask: 'Look up the row.', script: null, example: '' }, host);

it('what people handed in since the last proof is told with who, where and when, and what was asked', () => {
  const events = [
    handedIn(1, 'before'),
    event(2, { type: 'verify.ended' }),
    handedIn(3, 'step.one', 'node-01'),
    asked(4, 'read.1', 'node-02'),
    handedIn(5, 'read.1'),
  ];
  expect(readByPeople(events)).toEqual([
    { item: 'step.one', ask: null, host: 'node-01', who: 'Ada', at: '2026-11-29T14:00:03.000Z' },
    { item: 'read.1', ask: 'Look up the row.', host: 'node-02', who: 'Ada', at: '2026-11-29T14:00:05.000Z' },
  ]);
  expect(readByPeople([])).toEqual([]);
});
