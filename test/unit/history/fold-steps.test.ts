import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSteps, isAnyStepBegun, noSteps } from '../../../core/history/fold-steps.ts';
import { nodesOfRuns } from '../../../core/history/nodes-of-runs.ts';
import { openDisturbances } from '../../../core/history/open-disturbances.ts';
import { runToResume } from '../../../core/history/run-to-resume.ts';
import type { EventBody, JournalEvent, StepState } from '../../../core/model/event.ts';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import type { Plan } from '../../../core/model/plan.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';

interface Told {
  host: string | null;
  body: EventBody;
}
const onNoHost = (body: EventBody): Told => ({ host: null, body });
const began = (farm = exampleFarm()) => onNoHost({ type: 'run.started', plan: 'p', steps: 2, farm });
const state = (host: string, to: StepState, more: object = {}): Told => ({
  host,
  body: { type: 'step.state', step: `${host}.start`, state: to, ...more },
});
const applying = (host: string, inputs = 'a'): Told => ({
  host,
  body: { type: 'step.applying', step: `${host}.start`, inputs },
});
const done = (host: string) => state(host, 'done');
const error = { code: 'service.not-started', field: null, message: 'It ended at once.', remedy: 'See its log.' };
const failed = (host: string) => state(host, 'failed', { error });
const stopped = (node: string): Told => ({
  host: node,
  body: { type: 'disturbance', deed: 'stopped', node, over: false },
});
const made = (...hosts: string[]) => onNoHost({ type: 'hosts.made', ...(hosts.length === 0 ? {} : { hosts }) });
const gone = (code: string) => onNoHost({ type: 'farm.state', state: 'waiting', error: { ...error, code } });

/** Events a second apart. */
const events = (...told: Told[]): JournalEvent[] =>
  told.map(({ host, body }, index) => ({
    farm: 'f',
    epoch: 1,
    seq: index + 1,
    at: second(index),
    host,
    page: 'first-node',
    sentence: body.type,
    body,
  }));
const second = (index: number) => new Date(Date.UTC(2026, 0, 1, 14, 0, index)).toISOString();
const fold = (...told: Told[]) => foldSteps(noSteps, events(...told));

const EMPTIED: [string, Told[], string[]][] = [
  ['nothing since', [], ['node-01', 'node-02']],
  ['all hosts made anew', [made()], []],
  ['one host made anew', [made('node-02')], ['node-01']],
  ['another host made anew', [made('node-03')], ['node-01', 'node-02']],
  ['hosts found gone', [gone('site.lost')], []],
  ['hosts found gone, in an older journal', [gone('practice.world-lost')], []],
  ['an activity that ended with another error', [gone('secrets.missing')], ['node-01', 'node-02']],
];

describe('hosts that are new or gone', () => {
  it.each(EMPTIED)('have nothing done on them: %s', (_what, since, hosts) => {
    const { all, ofRun } = fold(began(), done('node-01'), failed('node-02'), ...since);
    expect(Object.keys(all)).toEqual(hosts.map((host) => `${host}.start`));
    expect(ofRun).toEqual(all);
  });

  it.each(EMPTIED)('have nothing that is drained or stopped: %s', (_what, since, nodes) => {
    const open = openDisturbances(events(stopped('node-01'), stopped('node-02'), ...since));
    expect(open.map(({ node }) => node)).toEqual(nodes);
  });

  it('take up what is done on them afterwards, also in the same run', () => {
    const { all } = fold(began(), failed('node-01'), made('node-01'), done('node-01'));
    expect(all['node-01.start']).toMatchObject({ state: 'done', outcome: 'done', error: null });
  });

  it('count as not begun when a run is resumed', () => {
    const steps = ['node-01', 'node-02'].map((host) => ({ id: `${host}.start`, host, page: 'first-node' }));
    const plan = { farm: 'f', stages: [{ page: 'first-node', title: 'First node', steps }] } as unknown as Plan;
    const body = (...since: Told[]) =>
      runToResume(events(began(), done('node-01'), applying('node-02'), ...since), plan).notice.body;
    expect(body()).toMatchObject({ done: 1, started: 1, steps: 2 });
    expect(body(made())).toMatchObject({ done: 0, started: 0, steps: 2 });
  });

  it('are no nodes that stand', () => {
    const names = nodesOf(exampleFarm()).map(({ name }) => name);
    const stood = (...since: Told[]) => nodesOfRuns(events(began(), ...since)).map(({ name }) => name);
    expect([stood(), stood(made('node-01')), stood(made()), stood(gone('site.lost'))]).toEqual([names, names, [], []]);
  });
});

describe('what a step came to', () => {
  const first = exampleFarm();
  const changed = { ...first, name: 'With other answers' };
  const finished = [began(first), applying('node-01'), state('node-01', 'done', { inputs: 'a' })];
  const after = (...since: Told[]) => fold(...finished, began(changed), ...since).all['node-01.start'];

  it.each<[string, Told[], object]>([
    ['a step that is only inspected stays done', [state('node-01', 'inspecting')], { outcome: 'done', farm: first }],
    [
      'a step that is cancelled while it is inspected stays done',
      [state('node-01', 'inspecting'), state('node-01', 'cancelled')],
      { outcome: 'done', state: 'cancelled', farm: first, inputs: 'a' },
    ],
    [
      'a step that is cancelled after its first change is cancelled',
      [applying('node-01', 'b'), state('node-01', 'cancelled')],
      { outcome: 'cancelled', state: 'cancelled', farm: changed, inputs: 'b' },
    ],
    [
      'a step that is being changed is started',
      [applying('node-01', 'b')],
      { outcome: 'started', state: 'applying', farm: changed, inputs: 'b' },
    ],
    [
      'a step that failed keeps its error',
      [state('node-01', 'inspecting'), failed('node-01')],
      { outcome: 'failed', farm: changed, error },
    ],
    [
      'a step that was cancelled before is done when it is found in place',
      [applying('node-01'), state('node-01', 'cancelled'), began(changed), state('node-01', 'in place')],
      { outcome: 'done', state: 'in place', farm: changed },
    ],
  ])('%s', (_what, since, expected) => {
    expect(after(...since)).toMatchObject(expected);
  });

  it('a new run begins with no progress of the run before', () => {
    const performed: Told = {
      host: 'node-01',
      body: { type: 'action.done', step: 'node-01.start', action: 0, outcome: 'performed' },
    };
    const { all, ofRun } = fold(...finished, performed, began(), state('node-01', 'inspecting'));
    expect(all['node-01.start']).toMatchObject({ startedAt: second(5), endedAt: null, actions: {} });
    expect(Object.keys(fold(...finished, began()).ofRun)).toEqual([]);
    expect(ofRun['node-01.start']).toBe(all['node-01.start']);
  });

  it('nothing is begun before the first step', () => {
    expect([isAnyStepBegun(events(began())), isAnyStepBegun(events(...finished))]).toEqual([false, true]);
  });
});

it('comes out the same however the events are cut, and leaves earlier histories as they were', () => {
  const all = events(
    ...[began(), state('node-01', 'inspecting'), applying('node-01'), applying('node-02'), done('node-01')],
    ...[failed('node-02'), made('node-02'), began(), state('node-01', 'in place'), applying('node-02')],
    ...[state('node-02', 'cancelled'), stopped('node-01'), gone('secrets.missing')],
  );
  const whole = foldSteps(noSteps, all);
  fc.assert(
    fc.property(fc.array(fc.nat(all.length), { maxLength: 5 }), (cuts) => {
      const ends = [...cuts, all.length].sort((one, other) => one - other);
      let [start, history] = [0, noSteps];
      for (const end of ends) {
        const before = structuredClone(history);
        const next = foldSteps(history, all.slice(start, end));
        expect(history).toEqual(before);
        [start, history] = [end, next];
      }
      expect(history).toEqual(whole);
    }),
  );
});
