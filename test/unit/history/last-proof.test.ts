import { expect, it } from 'vitest';
import { lastProof } from '../../../core/history/last-proof.ts';
import type { JournalEvent } from '../../../core/model/event.ts';

/** Events of these types, a second apart. */
function events(...types: string[]): JournalEvent[] {
  return types.map((type, index) => ({ at: `2026-01-01T00:00:0${index}.000Z`, body: { type } }) as JournalEvent);
}

it.each([
  ['never verified', [], null],
  ['only run', ['run.started', 'run.ended'], null],
  ['verified at last', ['run.started', 'verify.ended'], { at: '2026-01-01T00:00:01.000Z', outdated: false }],
  [
    'the last of two',
    ['verify.ended', 'run.started', 'verify.ended'],
    { at: '2026-01-01T00:00:02.000Z', outdated: false },
  ],
  ['a run begun since', ['verify.ended', 'run.started'], { at: '2026-01-01T00:00:00.000Z', outdated: true }],
  ['a drill cut off since', ['verify.ended', 'disturbance'], { at: '2026-01-01T00:00:00.000Z', outdated: true }],
  ['a waiver added since', ['verify.ended', 'waiver.added'], { at: '2026-01-01T00:00:00.000Z', outdated: false }],
])('%s', (_name, types, expected) => {
  expect(lastProof(events(...types))).toEqual(expected);
});
