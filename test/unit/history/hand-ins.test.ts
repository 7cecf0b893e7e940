import { describe, expect, it } from 'vitest';
import { handIns } from '../../../core/history/hand-ins.ts';
import { waitingFor } from '../../../core/history/waiting.ts';
import type { EventBody, JournalEvent } from '../../../core/model/event.ts';
import { stepsOf } from '../../../core/model/plan.ts';
import { makePlan } from '../../../core/planner/make-plan.ts';
import { exampleVerification } from '../../support/healthy-scene.ts';

const STEP = 'database.prepare';
const plan = makePlan(exampleVerification());

/** Events at the host of the step, one second after the other. */
function journal(...bodies: (EventBody | { host: string; body: EventBody })[]): JournalEvent[] {
  return bodies.map((one, index) => {
    const { host, body } = 'body' in one ? one : { host: 'database', body: one };
    const at = new Date(index * 1000).toISOString();
    return { farm: 'farm', epoch: 1, seq: index + 1, at, host, page: null, sentence: '', body };
  });
}
const handedOver = (inputs: string): EventBody => ({ type: 'step.state', step: STEP, state: 'handed over', inputs });
const handedIn = (inputs: string, outcome: 'done' | 'failed' = 'done', item = STEP): EventBody => ({
  type: 'handed.in',
  item,
  inputs,
  outcome,
  text: 'seen',
  who: 'Ada',
});
const asked = (item: string): EventBody => ({
  type: 'reading.asked',
  item,
  who: 'DBA',
  ask: 'Look.',
  script: null,
  example: '1',
});
const RUN: EventBody = { type: 'run.started', plan: 'farm', steps: 1 };
const waiting = (events: JournalEvent[], inputs = 'a') =>
  waitingFor(
    events,
    plan,
    () => 'DBA',
    () => inputs,
  ).map(({ id }) => id);

describe('what was handed in for a step', () => {
  it('holds for what it was made from, and for nothing else', () => {
    const found = handIns(journal(RUN, handedOver('a'), handedIn('a')));
    expect(found.ofStep(STEP, 'a')).toMatchObject({ who: 'Ada', outcome: 'done' });
    expect(found.ofStep(STEP, 'b')).toBeNull();
  });

  it('does not hold any more once something else was handed over, also where answers are changed back', () => {
    const events = journal(RUN, handedOver('a'), handedIn('a'), RUN, handedOver('b'), RUN, handedOver('a'));
    expect(handIns(events).ofStep(STEP, 'a')).toBeNull();
    expect(waiting(events)).toEqual([STEP]);
  });

  it('is waited for anew where it was reported as failed, and the report is told', () => {
    const events = journal(RUN, handedOver('a'), handedIn('a', 'failed'));
    const [item] = waitingFor(
      events,
      plan,
      () => 'DBA',
      () => 'a',
    );
    expect(item).toMatchObject({ id: STEP, who: 'DBA', reported: { who: 'Ada', text: 'seen', outOfDate: false } });
  });

  it('is not waited for once it is done, or once the plan has another step', () => {
    expect(waiting(journal(RUN, handedOver('a')))).toEqual([STEP]);
    expect(waiting(journal(RUN, handedOver('a'), handedIn('a')))).toEqual([]);
    expect(waiting(journal(RUN, handedOver('a')), 'b')).toEqual([]);
  });

  it('does not hold once the step failed after it: the step is handed over again', () => {
    const failed: EventBody = { type: 'step.state', step: STEP, state: 'failed' };
    const events = journal(RUN, handedOver('a'), handedIn('a'), RUN, failed);
    expect(handIns(events).ofStep(STEP, 'a')).toBeNull();
    const again = [...events, ...journal(RUN, handedOver('a'))];
    expect(waiting(again)).toEqual([STEP]);
    expect(handIns([...again, ...journal(handedIn('a'))]).ofStep(STEP, 'a')).not.toBeNull();
  });

  it('does not hold on a host that was made anew', () => {
    const events = journal(RUN, handedOver('a'), handedIn('a'), { type: 'hosts.made', hosts: ['database'] });
    expect(handIns(events).ofStep(STEP, 'a')).toBeNull();
  });
});

describe('an answer to a reading', () => {
  it('is waited for from the first time it was asked, until it is handed in', () => {
    const events = journal(asked('database.1'), asked('database.1'));
    expect(handIns(events).asked).toMatchObject([{ id: 'database.1', since: new Date(0).toISOString() }]);
    expect(waiting(events)).toEqual(['database.1']);
    const answered = handIns([...events, ...journal(handedIn('database.1', 'done', 'database.1'))]);
    expect(answered.ofReading('database.1')?.text).toBe('seen');
    expect(answered.asked).toEqual([]);
  });

  it.each<[string, Parameters<typeof journal>[number], boolean]>([
    ['a step changes its host', { type: 'step.applying', step: STEP, inputs: 'a' }, false],
    [
      'a step changes another host',
      { host: 'node-01', body: { type: 'step.applying', step: 'other', inputs: 'a' } },
      false,
    ],
    ['its proof has ended', { type: 'verify.ended', result: {} as never }, false],
    ['hosts are made anew', { type: 'hosts.made' }, false],
    ['a page is opened', { type: 'page.reached', page: 'verify' }, true],
  ])('after %s it holds: see the table', (_what, body, holds) => {
    const events = journal(asked('database.1'), handedIn('database.1', 'done', 'database.1'), body);
    expect(handIns(events).ofReading('database.1') !== null).toBe(holds);
  });
});

it('an answer that a proof was begun with is not taken for one that begins anew', () => {
  const answered = [asked('database.1'), handedIn('database.1', 'done', 'database.1')];
  const begun: EventBody = { type: 'verify.started', willSend: '' };
  expect(handIns(journal(...answered), true).ofReading('database.1')).not.toBeNull();
  expect(handIns(journal(...answered, begun)).ofReading('database.1')).not.toBeNull();
  expect(handIns(journal(...answered, begun), true).ofReading('database.1')).toBeNull();
  // It was asked anew: the earlier answer is none any more.
  const anew = journal(...answered, begun, asked('database.1'));
  expect(handIns(anew).ofReading('database.1')).toBeNull();
  expect(handIns(anew).asked).toHaveLength(1);
});

it('every step of a plan can be waited for', () => {
  const events = stepsOf(plan).map(({ id, host }) => ({
    host,
    body: { type: 'step.state', step: id, state: 'handed over', inputs: 'a' } as EventBody,
  }));
  expect(waiting(journal(RUN, ...events))).toEqual(stepsOf(plan).map(({ id }) => id));
});
