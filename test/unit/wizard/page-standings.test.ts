import { expect, it } from 'vitest';
import type { JournalEvent } from '../../../core/model/event.ts';
import type { Farm } from '../../../core/model/farm.ts';
import type { Page, Plan } from '../../../core/model/plan.ts';
import { pageStandings, type StandingInputs } from '../../../core/wizard/page-standings.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';

const TITLES = { database: 'Prepare the database', 'load-balancer': 'Configure the load balancer' };
const planOf = ({ healthCheck }: Farm): Plan => ({
  farm: 'x',
  stages: Object.entries(TITLES).map(([page, title]) => ({
    page: page as Page,
    title,
    steps: [{ id: page, page, title, host: page, expected: page === 'database' ? '' : String(healthCheck.fall) }],
  })) as unknown as Plan['stages'],
});

const FARM = exampleFarm();
const CHANGED = { ...FARM, healthCheck: { ...FARM.healthCheck, fall: 9 } };
const begun = { type: 'run.started', plan: 'x', steps: 2, farm: FARM };
const step = (page: string, state: string) => ({ type: 'step.state', step: page, state });
const ALL_DONE = [
  begun,
  step('database', 'done'),
  step('load-balancer', 'done'),
  { type: 'run.ended', outcome: 'done' },
];
const eventsOf = (bodies: object[]) => bodies.map((body) => ({ host: null, body }) as unknown as JournalEvent);

const finding = (changes: object) => ({
  id: 'a-check',
  page: 'load-balancer',
  title: 'The balancer hands over',
  subject: { node: 'node-01' },
  required: true,
  verdict: 'fail',
  cause: 'It does not.',
  ...changes,
});
const resultOf = (...checks: object[]) =>
  ({ overall: 'not ready', sentence: 'Not ready.', checks }) as unknown as StandingInputs['result'];

function standingsOf(changes: Partial<StandingInputs>) {
  const { farm = FARM } = changes;
  const standings = pageStandings({
    farm,
    plan: planOf(farm),
    events: eventsOf(ALL_DONE),
    problems: [],
    questions: [
      { page: 'load-balancer', path: 'healthCheck.fall', label: 'Failed checks', choices: [], unit: 'in a row' },
    ] as unknown as StandingInputs['questions'],
    missingSecrets: [],
    enteredSecrets: new Map(),
    result: resultOf(),
    today: '2026-06-01',
    proof: { outdated: false },
    replan: planOf,
    running: null,
    waivers: [],
    ...changes,
  });
  return Object.fromEntries(standings.map((standing) => [standing.page, standing]));
}

const WAIVER = {
  ...{ check: 'a-check', subject: { node: 'node-01' }, cause: 'It does not.' },
  ...{ who: 'A. Person', why: 'It is known.', until: '2026-12-31' },
};

it.each([
  ['a required check that fails', {}, [], 'needs attention'],
  ['a required check that could not run', { verdict: 'could not run' }, [], 'needs attention'],
  ['a required check that passes', { verdict: 'pass' }, [], 'done'],
  ['a required check that does not apply', { verdict: 'not applicable' }, [], 'done'],
  ['a required check that a person cancelled', { verdict: 'cancelled' }, [], 'done'],
  ['a warning', { verdict: 'warning' }, [], 'done'],
  ['a check that is good to know', { required: false }, [], 'done'],
  ['a check of another page', { page: 'database' }, [], 'done'],
  [
    'a finding with a waiver from before the proof',
    { waiver: { who: 'A', why: 'b', until: '2026-12-31' } },
    [],
    'done',
  ],
  ['a finding with a waiver from after the proof', {}, [WAIVER], 'done'],
  ['a finding with another cause than the waiver’s', { cause: 'It differs.' }, [WAIVER], 'needs attention'],
  [
    'a finding of the promise, with a waiver',
    { id: 'health.node' },
    [{ ...WAIVER, check: 'health.node' }],
    'needs attention',
  ],
  ['a finding with a waiver that has expired', {}, [{ ...WAIVER, until: '2026-05-31' }], 'needs attention'],
] as const)('a page whose steps are done stands as its proof says: %s', (_what, changes, waivers, state) => {
  const page = standingsOf({ result: resultOf(finding(changes)), waivers: [...waivers] })['load-balancer'];
  expect(page?.state).toBe(state);
  expect(page?.count).toBe(state === 'done' ? 0 : 1);
});

it.each([
  ['a check that did not run', { verdict: 'could not run' }, 'out of date'],
  ['the promise', { id: 'health.node' }, 'out of date'],
  ['a finding', {}, 'done'],
] as const)('a green verdict of an earlier version that waived %s is no verdict any more: %o', (_what, changes, state) => {
  const waiver = { who: 'A', why: 'b', until: '2026-12-31' };
  const result = { ...resultOf(finding({ waiver, ...changes })), overall: 'ready with warnings' };
  expect(standingsOf({ result: result as StandingInputs['result'] }).verify?.state).toBe(state);
});

it('findings are counted, and each title is told once', () => {
  const result = resultOf(finding({}), finding({ subject: { node: 'node-02' } }), finding({ title: 'Another' }));
  expect(standingsOf({ result })['load-balancer']).toMatchObject({
    count: 3,
    because: ['The balancer hands over: fail.', 'Another: fail.'],
  });
});

it.each([
  ['out of date', { proof: { outdated: true } }, 'done'],
  ['of other answers', { farm: CHANGED }, 'out of date'],
] as const)('what a proof found says nothing of a page when the proof is %s', (_what, changes, state) => {
  expect(standingsOf({ result: resultOf(finding({})), ...changes })['load-balancer']?.state).toBe(state);
});

it.each([
  [
    'an answer changed',
    { farm: CHANGED },
    ['“Configure the load balancer” is out of date: Failed checks changed from 2 in a row to 9 in a row.'],
  ],
  [
    'a page was never carried out',
    { events: eventsOf(ALL_DONE.slice(0, 2)) },
    ['“Configure the load balancer” is not started.'],
  ],
  [
    'a step failed',
    { events: eventsOf([...ALL_DONE, step('database', 'failed')]) },
    ['“Prepare the database” needs attention: Prepare the database failed on database.'],
  ],
  [
    'nothing of it is known',
    { proof: { outdated: true } },
    ['A run was started or an answer changed after the last verification.'],
  ],
] as const)('a proof that is out of date names the page and the answer: %s', (_what, changes, because) => {
  const reached = eventsOf([{ type: 'page.reached', page: 'runbook' }]);
  const given = changes as Partial<StandingInputs>;
  const { verify, runbook } = standingsOf({ ...given, events: [...(given.events ?? eventsOf(ALL_DONE)), ...reached] });
  expect(verify).toMatchObject({ state: 'out of date', because });
  expect(runbook?.because).toEqual(['The farm was not verified in its current state.', ...because]);
});

it('after a proof that failed the runbook names its verdict, and does not say that the farm was not verified', () => {
  const reached = eventsOf([{ type: 'page.reached', page: 'runbook' }]);
  const { runbook } = standingsOf({ events: [...eventsOf(ALL_DONE), ...reached] });
  expect(runbook).toMatchObject({ state: 'out of date', because: ['Not ready.'] });
});

it.each([
  'inspecting',
  'applying',
  'cancelled',
])('a page that was begun and came to no end differs from an untouched one: %s', (state) => {
  const events = eventsOf([begun, step('load-balancer', state), { type: 'run.ended', outcome: 'cancelled' }]);
  const standings = standingsOf({ events, result: null, proof: null });
  expect(standings['load-balancer']).toMatchObject({ state: 'needs attention', count: 1 });
  expect(standings['load-balancer']?.because).toEqual(['Not all steps on load-balancer are done.']);
  expect(standings.database?.state).toBe('not started');
});

it.each([
  [null, 'locked'],
  ['something', 'locked'],
  ['to the proof', 'not started'],
] as const)('the proof waits for what is not done, unless that very run goes on to it: %s', (running, state) => {
  expect(standingsOf({ events: eventsOf([begun]), result: null, proof: null, running }).verify?.state).toBe(state);
});

it('a proof that was cancelled is told in one sentence, with what was checked so far', () => {
  const result = resultOf(
    finding({ verdict: 'pass' }),
    finding({ verdict: 'cancelled' }),
    finding({ verdict: 'cancelled' }),
  );
  const standings = standingsOf({ result });
  expect(standings.verify).toMatchObject({
    state: 'needs attention',
    count: 0,
    because: ['You cancelled. 1 of 3 checks were done. Verify again.'],
  });
  expect(standings['load-balancer']?.state).toBe('done');
});

it.each([
  ['another one', 'other', 'out of date'],
  ['the same', 'same', 'done'],
  ['none', null, 'done'],
] as const)('a page whose step used a secret stands as the secret entered now says: %s', (_what, hash, state) => {
  const used = { ...step('database', 'done'), inputs: 'i', secrets: { password: 'same' } };
  const enteredSecrets = new Map(hash === null ? [] : [['password', { title: 'password of the account', hash }]]);
  const events = eventsOf([begun, used, ...ALL_DONE.slice(2)]);
  const { database } = standingsOf({ events, enteredSecrets });
  expect(database?.state).toBe(state);
  expect(database?.because.join()).toContain(state === 'done' ? '' : 'password of the account');
});
