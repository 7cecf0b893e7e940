import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody, JournalEvent } from '../../../core/model/event.ts';
import { activityOf, failedStep, failureOf, isBusy, stepsDone } from '../../../renderer/story/activity.ts';
import { foldEvents } from '../../../renderer/story/fold-events.ts';
import { noStory, type Story } from '../../../renderer/story/story.ts';
import { events, wholeStory } from './story-events.ts';

const story = (bodies: EventBody[]): Story => foldEvents(noStory, events(bodies));
const upTo = (type: EventBody['type'], times = 1): EventBody[] => {
  const places = wholeStory.flatMap((body, index) => (body.type === type ? [index] : []));
  return wholeStory.slice(0, (places[times - 1] ?? 0) + 1);
};

describe('the story of a practice farm', () => {
  it('is told in chapters: set up, proven, broken, found wrong, repaired, proven', () => {
    const { chapters } = story(wholeStory);
    expect(chapters.map(({ kind }) => kind)).toEqual(['set up', 'proven', 'faulted', 'proven', 'repaired', 'proven']);
    expect(chapters.flatMap((chapter) => (chapter.kind === 'proven' ? [chapter.overall] : []))).toEqual([
      'ready',
      'not ready',
      'ready',
    ]);
  });

  it('keeps every result, and knows which one shows what the repair did', () => {
    const { proven, faults } = story(wholeStory);
    expect(proven.map((one) => [one.result.overall, one.faults, one.afterRepair])).toEqual([
      ['ready', [], false],
      ['not ready', ['some-fault'], false],
      ['ready', [], true],
    ]);
    expect(faults).toEqual([]);
  });

  it('comes out the same however the events are cut, and whichever are sent twice', () => {
    const all = events(wholeStory);
    const whole = foldEvents(noStory, all);
    fc.assert(
      fc.property(fc.array(fc.nat(all.length), { maxLength: 6 }), fc.nat(5), (cuts, overlap) => {
        const ends = [...cuts, all.length].sort((a, b) => a - b);
        let start = 0;
        let told = noStory;
        for (const end of ends) {
          told = foldEvents(told, all.slice(Math.max(0, start - overlap), end));
          start = end;
        }
        expect(told).toEqual(whole);
      }),
    );
  });

  it('never changes what it has told before', () => {
    const all = events(wholeStory);
    for (let end = 1; end < all.length; end++) {
      const before = foldEvents(noStory, all.slice(0, end));
      const kept = structuredClone(before);
      foldEvents(before, all.slice(end));
      expect(before).toEqual(kept);
    }
    expect(noStory.steps).toEqual({});
  });

  it('says what goes on at every turn', () => {
    const turns = wholeStory.map((_, index) => activityOf(story(wholeStory.slice(0, index + 1))));
    expect(turns.filter((turn, index) => turn !== turns[index - 1])).toEqual([
      'preparing',
      'setting up',
      'proving',
      'planting',
      'proving',
      'standing',
      'repairing',
      'proving',
      'standing',
    ]);
    expect([...new Set(turns)].filter(isBusy)).toEqual(['preparing', 'setting up', 'proving', 'planting', 'repairing']);
  });

  it('shows a step with its wait while it runs, and with its times when it is over', () => {
    const waiting = story(upTo('wait.progress')).run?.steps.one;
    expect(waiting).toMatchObject({
      state: 'confirming',
      endedAt: null,
      wait: { healthy: 2, times: 3, limitMs: 30_000 },
    });
    expect(waiting?.actions).toEqual({ 0: 'performed' });
    const done = story(upTo('run.ended')).run?.steps.one;
    expect(done).toMatchObject({
      state: 'done',
      startedAt: '2026-01-01T14:00:04.000Z',
      endedAt: '2026-01-01T14:00:09.000Z',
    });
    expect(stepsDone(story(upTo('run.ended')))).toBe(1);
  });

  it('shows a verification look by look, and nothing of it once it has ended', () => {
    const under = story(upTo('verify.progress', 2)).verification;
    expect(under).toMatchObject({ looks: ['Asking for health', 'Following requests'], of: 2 });
    expect(under?.judged).toHaveLength(1);
    expect(story(upTo('verify.ended')).verification).toBeNull();
  });
});

const broken = { code: 'service.not-started', field: null, message: 'It ended at once.', remedy: 'See its log.' };

describe('hosts that were made anew, or are gone', () => {
  const onHost = (host: string, body: EventBody, seq: number) => ({
    ...(events([body], seq)[0] as JournalEvent),
    host,
  });
  const done = (step: string): EventBody => ({ type: 'step.state', step, state: 'done' });
  const setUp = [
    ...events([{ type: 'run.started', plan: 'p', steps: 2 }]),
    onHost('node-01', done('one'), 2),
    onHost('node-02', done('two'), 3),
    ...events([{ type: 'run.ended', outcome: 'done' }], 4),
  ];
  const cases: { made: EventBody; left: string[] }[] = [
    { made: { type: 'hosts.made', hosts: ['node-02'] }, left: ['one'] },
    { made: { type: 'hosts.made', hosts: ['elsewhere'] }, left: ['one', 'two'] },
    { made: { type: 'hosts.made' }, left: [] },
    { made: { type: 'farm.state', state: 'waiting', error: { ...broken, code: 'site.lost' } }, left: [] },
  ];

  it.each(cases)('have nothing done on them: $made.type $made.hosts', ({ made, left }) => {
    const told = foldEvents(noStory, [...setUp, ...events([made], 5)]);
    expect(Object.keys(told.steps)).toEqual(left);
    expect(Object.keys(told.run?.steps ?? {})).toEqual(left);
  });

  it('take up what is done on them afterwards', () => {
    const again = [...events([{ type: 'hosts.made' }, { type: 'run.started', plan: 'p', steps: 2 }], 5)];
    const told = foldEvents(noStory, [...setUp, ...again, onHost('node-01', done('one'), 7)]);
    expect(Object.keys(told.steps)).toEqual(['one']);
  });
});

const failedRun: EventBody[] = [
  { type: 'farm.state', state: 'preparing' },
  { type: 'farm.state', state: 'running' },
  { type: 'run.started', plan: 'practice-1', steps: 2 },
  { type: 'step.state', step: 'one', state: 'done' },
  { type: 'step.state', step: 'two', state: 'failed', error: broken },
  { type: 'run.ended', outcome: 'failed', error: broken },
  { type: 'farm.state', state: 'waiting' },
];

describe('a story that does not go on by itself', () => {
  it('names the step and the reason', () => {
    const told = story(failedRun);
    expect(activityOf(told)).toBe('stopped');
    expect(failureOf(told)).toEqual(broken);
    expect(failedStep(told)).toBe('two');
  });

  it('goes on when the plan is run again', () => {
    const again = story([
      ...failedRun,
      { type: 'farm.state', state: 'running' },
      { type: 'run.started', plan: 'p', steps: 2 },
    ]);
    expect(activityOf(again)).toBe('repairing');
    expect(failureOf(again)).toBeNull();
  });

  it('tells cancelled from failed', () => {
    const told = story([
      ...failedRun.slice(0, 4),
      { type: 'run.ended', outcome: 'cancelled' },
      { type: 'farm.state', state: 'waiting', error: { ...broken, code: 'cancelled' } },
    ]);
    expect(activityOf(told)).toBe('stopped');
    expect(failureOf(told)).toBeNull();
    expect(told.chapters.at(-1)?.kind).toBe('cancelled');
  });

  it('gives the reason where not even the hosts could be prepared', () => {
    const told = story([
      { type: 'farm.state', state: 'preparing' },
      { type: 'farm.state', state: 'waiting', error: broken },
    ]);
    expect(activityOf(told)).toBe('stopped');
    expect(failureOf(told)).toEqual(broken);
  });

  it('ends when the farm is gone', () => {
    expect(activityOf(story([...wholeStory, { type: 'farm.state', state: 'taking down' }]))).toBe('ending');
    expect(activityOf(story([...wholeStory, { type: 'farm.state', state: 'gone' }]))).toBe('ended');
  });
});
