import { expect, test } from 'vitest';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { PAGES } from '../../../core/model/plan.ts';
import { openStages } from '../../../renderer/wizard/pages/open-stages.ts';
import { runBlocked } from '../../../renderer/wizard/pages/run-blocked.ts';

/** A farm that could be run: what of its view the answer follows from. */
function view(changes: Partial<FarmView>): FarmView {
  return {
    readOnly: false,
    state: 'waiting',
    missingSecrets: [],
    secrets: [],
    noHosts: null,
    result: null,
    proofOutOfDate: null,
    plan: { farm: 'x', stages: [{ page: 'database', title: 'Prepare the database', steps: [{}] }] },
    pages: PAGES.map((page) => ({ page, state: 'not started', reached: true, count: 0, because: [] })),
    ...changes,
  } as unknown as FarmView;
}

test('a farm that can be run is not closed', () => {
  expect(runBlocked(view({}), 0, null)).toBeNull();
  expect(runBlocked(view({}), 0, 'database')).toBeNull();
  expect(runBlocked(view({ people: { 'node-01': 'A. Person' } }), 0, 'database')).toBeNull();
});

test.each([
  ['it is open for reading', { readOnly: true }, 0, null, null],
  ['no hosts are made for so many nodes', { noHosts: 'The farm has 60 nodes.' }, 0, null, 'further-nodes'],
  ['its hosts are being reached', { state: 'preparing' }, 0, null, null],
  ['its plan is being carried out', { state: 'running' }, 0, null, null],
  ['it is being proven', { state: 'verifying' }, 0, null, null],
  ['an answer cannot be used', {}, 1, null, null],
  ['a secret is missing', { missingSecrets: ['serviceAccountPassword'] }, 0, null, null],
  ['a password is wrong', { secrets: [{ tried: 'wrong', account: 'svc-farm' }] as never }, 0, null, null],
  ['a page before it has open steps', {}, 0, 'first-node', 'database'],
] as const)('where %s, the verb says why', (_name, changes, problems, page, leadsTo) => {
  const blocked = runBlocked(view(changes as Partial<FarmView>), problems, page);
  expect(blocked?.why).toMatch(/^[A-Z].{9,}\.$/);
  expect(blocked?.page).toBe(leadsTo);
});

test.each([
  ['never proven', { result: null }, ['Prepare the database'], 'database'],
  ['proven as it stands', { result: {} as FarmView['result'] }, [], null],
  [
    'proven before it changed',
    { result: {} as FarmView['result'], proofOutOfDate: 'It is.' },
    ['Prepare the database'],
    'database',
  ],
] as const)('a page that needs attention keeps others waiting unless a finding is why: %s', (_name, changes, open, leadsTo) => {
  const pages = view({}).pages.map((one) => ({ ...one, state: 'needs attention' as const }));
  const seen = view({ ...(changes as Partial<FarmView>), pages });
  expect(openStages(seen).map(({ title }) => title)).toEqual(open);
  expect(runBlocked(seen, 0, 'first-node')?.page ?? null).toBe(leadsTo);
});
