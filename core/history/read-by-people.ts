import type { JournalEvent } from '../model/event.ts';
import type { ReadByPerson } from '../model/result.ts';

/** Returns what people handed in since the last proof, oldest first: the proof that ends now rests on it. */
export function readByPeople(events: readonly JournalEvent[]): ReadByPerson[] {
  const since = events.slice(events.findLastIndex(({ body }) => body.type === 'verify.ended') + 1);
  return since.flatMap(({ body, host, at }) => {
    if (body.type !== 'handed.in') return [];
    const { item, who } = body;
    const asked = since.find((one) => one.body.type === 'reading.asked' && one.body.item === item);
    const ask = asked?.body.type === 'reading.asked' ? asked.body.ask : null;
    return [{ item, ask, host: host ?? asked?.host ?? null, who, at }];
  });
}
