import { expect, test } from 'vitest';
import type { FarmView } from '../../../core/api/farm-contract.ts';
import { PAGES } from '../../../core/model/plan.ts';
import { runBlocked } from '../../../renderer/wizard/pages/run-blocked.ts';

/** A farm that could be run: what of its view the answer follows from. */
function view(changes: Partial<FarmView>): FarmView {
  return {
    readOnly: false,
    farm: { hosts: 'practice' },
    state: 'waiting',
    missingSecrets: [],
    plan: { farm: 'x', stages: [{ page: 'database', title: 'Prepare the database', steps: [{}] }] },
    pages: PAGES.map((page) => ({ page, state: 'not started', reached: true, count: 0, because: [] })),
    ...changes,
  } as unknown as FarmView;
}

test('a farm that can be run is not closed', () => {
  expect(runBlocked(view({}), 0, null)).toBeNull();
  expect(runBlocked(view({}), 0, 'database')).toBeNull();
});

test.each([
  ['it is open for reading', { readOnly: true }, 0, null, null],
  ['its hosts are set up by hand', { farm: { hosts: 'operator' } as FarmView['farm'] }, 0, null, null],
  ['its hosts are being reached', { state: 'preparing' }, 0, null, null],
  ['its plan is being carried out', { state: 'running' }, 0, null, null],
  ['it is being proven', { state: 'verifying' }, 0, null, null],
  ['an answer cannot be used', {}, 1, null, null],
  ['a secret is missing', { missingSecrets: ['serviceAccountPassword'] }, 0, null, null],
  ['a page before it has open steps', {}, 0, 'first-node', 'database'],
] as const)('where %s, the verb says why', (_name, changes, problems, page, leadsTo) => {
  const blocked = runBlocked(view(changes as Partial<FarmView>), problems, page);
  expect(blocked?.why).toMatch(/^[A-Z].{9,}\.$/);
  expect(blocked?.page).toBe(leadsTo);
});
