import type { JournalEvent } from '../model/event.ts';

/** How far a step came, by the journal. */
export interface StepRecord {
  /** *started*: it was begun and its end is not known. */
  state: 'started' | 'done' | 'failed' | 'cancelled';
  /** HMAC of what it was made from, shortened; null where it ended before that was known. */
  inputs: string | null;
}

/** What the events tell of each step, by id; later events have the last word. */
export function stepHistory(events: readonly JournalEvent[]): Map<string, StepRecord> {
  const history = new Map<string, StepRecord>();
  for (const { body } of events) {
    if (body.type === 'step.applying') history.set(body.step, { state: 'started', inputs: body.inputs });
    if (body.type !== 'step.state') continue;
    const before = history.get(body.step);
    if (body.state === 'done' || body.state === 'in place')
      history.set(body.step, { state: 'done', inputs: body.inputs ?? before?.inputs ?? null });
    else if (body.state === 'failed' || body.state === 'cancelled')
      history.set(body.step, { state: body.state, inputs: before?.inputs ?? null });
    else history.set(body.step, { state: 'started', inputs: before?.inputs ?? null });
  }
  return history;
}
