import { expect, it } from 'vitest';
import { interruptedRun } from '../../../core/history/interrupted-run.ts';
import { runToResume } from '../../../core/history/run-to-resume.ts';
import type { EventBody, JournalEvent } from '../../../core/model/event.ts';
import type { Plan } from '../../../core/model/plan.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';

const PLAN = {
  farm: exampleFarm().id,
  stages: [
    {
      page: 'database',
      title: 'Prepare the database',
      steps: [{ id: 'db.login', title: 'Create the login', page: 'database', host: 'database' }],
    },
  ],
} as unknown as Plan;

const started = (prove?: boolean) => ({ type: 'run.started', plan: 'p', steps: 1, prove }) as EventBody;
const step = { type: 'step.state', step: 'db.login', state: 'done' } as EventBody;
const ended = (outcome: string) => ({ type: 'run.ended', outcome }) as EventBody;
const proofBegun = { type: 'verify.started', willSend: '' } as EventBody;
const judged = (verdict: string) => ({ type: 'verify.ended', result: { checks: [{ verdict }] } }) as EventBody;

const eventsOf = (bodies: EventBody[]) =>
  bodies.map((body, index) => ({ at: `2026-01-01T00:00:0${index}.000Z`, page: null, body }) as JournalEvent);

const reaching = (chosen: object = { prove: true }) =>
  ({ type: 'farm.state', state: 'preparing', chosen }) as EventBody;
const state = (to: string, code?: string) =>
  ({ type: 'farm.state', state: to, ...(code === undefined ? {} : { error: { code } }) }) as EventBody;
const onPart = { ...started(), page: 'database' } as EventBody;

const CUT_OFF_AT_A_STEP = { page: 'database', sentence: 'The run was cut off at “Create the login” on database.' };
const CUT_OFF_AT_THE_PROOF = { page: 'verify', sentence: 'The run was carried out, and its proof was cut off.' };
const CUT_OFF_AT_THE_HOSTS = { page: 'database', sentence: 'The run was cut off while its hosts were being reached.' };

it.each([
  ['no run', [], null],
  [
    'a run that has only begun',
    [started()],
    { page: 'database', sentence: 'The run was cut off before its first step.' },
  ],
  ['a run killed while its hosts were being reached', [reaching()], CUT_OFF_AT_THE_HOSTS],
  ['a run killed just before its first step', [reaching(), state('running')], CUT_OFF_AT_THE_HOSTS],
  ['a run that could not reach its hosts', [reaching(), state('waiting', 'secrets.missing')], null],
  ['a run of a part whose hosts are gone', [onPart, step, state('waiting', 'site.lost')], null],
  ['such a run as the version before told it', [onPart, step, state('waiting', 'practice.world-lost')], null],
  ['a run killed at a step', [started(), step], CUT_OFF_AT_A_STEP],
  [
    'a run cancelled at a step',
    [started(), step, ended('cancelled')],
    { page: 'database', sentence: 'The run was cancelled at “Create the login” on database.' },
  ],
  ['a run killed before its proof began', [started(), step, ended('done')], CUT_OFF_AT_THE_PROOF],
  ['a run killed during its proof', [started(), step, ended('done'), proofBegun], CUT_OFF_AT_THE_PROOF],
  ['a failed run killed during its proof', [started(), step, ended('failed'), proofBegun], CUT_OFF_AT_THE_PROOF],
  [
    'a run whose proof was cancelled',
    [started(), step, ended('done'), proofBegun, judged('cancelled')],
    { page: 'verify', sentence: 'The run was carried out, and its proof was cancelled.' },
  ],
  ['a run proven to its end', [started(), step, ended('done'), proofBegun, judged('fail')], null],
  ['a failed run proven to its end', [started(), step, ended('failed'), proofBegun, judged('fail')], null],
  ['a run without a proof', [started(false), step, ended('done')], null],
  ['a failed run without a proof', [started(false), step, ended('failed')], null],
  [
    'a run whose cut-off proof was made up for',
    [started(), step, ended('done'), proofBegun, proofBegun, judged('pass')],
    null,
  ],
] as const)('%s', (_name, bodies, expected) => {
  const events = eventsOf([...bodies]);
  const interrupted = interruptedRun(events, PLAN);
  if (expected === null) expect(interrupted).toBe(null);
  else {
    expect(interrupted).toMatchObject({ ...expected, at: events[0]?.at });
    // What is offered can be done.
    expect(runToResume(events, PLAN).prove).toBe(true);
  }
});

it('a run that was cut off while its hosts were being reached goes on with what was chosen of the plan', () => {
  const earlier = [started(), step, ended('done'), proofBegun, judged('pass'), state('waiting')];
  const events = eventsOf([...earlier, reaching({ page: 'database', prove: false })]);
  expect(interruptedRun(events, PLAN)).toMatchObject({ ...CUT_OFF_AT_THE_HOSTS, at: events.at(-1)?.at });
  expect(runToResume(events, PLAN)).toMatchObject({ selection: { page: 'database' }, prove: false });
});
