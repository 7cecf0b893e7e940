import { expect, it } from 'vitest';
import { balancers } from '../../../core/balancers/index.ts';
import { databases } from '../../../core/databases/index.ts';
import { planInputs } from '../../../core/planner/plan-inputs.ts';
import { profiles } from '../../../core/profiles/index.ts';
import { checkedWaiver } from '../../../core/session/waivers.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const inputs = planInputs(exampleFarm(), { profiles, balancers, databases });
const given = {
  check: inputs.profile.checks[0]?.check ?? '',
  who: 'A. Admin',
  why: 'The appliance is moved in May.',
  until: '2026-05-31',
};

it.each([
  ['today', { until: '2026-03-01' }],
  ['a day far away', { until: '2999-12-31' }],
  ['names and reasons of any script', { who: 'Žofie 李', why: 'می\u200cخواهم' }],
])('a waiver is saved with %s', (_what, change) => {
  expect(checkedWaiver({ ...given, ...change }, inputs, NOW)).toMatchObject(change);
});

it.each([
  ['a day that is over', { until: '2026-02-28' }, 'until'],
  ['a reason that reads backwards', { why: 'safe \u202eton si siht' }, 'why'],
  ['a reason with a soft hyphen', { why: 'sa\u00adfe' }, 'why'],
  ['a reason of two lines', { why: 'one\ntwo' }, 'why'],
  ['a person with a zero-width space', { who: 'A.\u200bAdmin' }, 'who'],
  ['no person', { who: ' ' }, 'who'],
])('%s is refused, naming the field and what to do', (_what, change, field) => {
  expect(() => checkedWaiver({ ...given, ...change }, inputs, NOW)).toThrow(
    expect.objectContaining({ field, remedy: expect.stringMatching(/\.$/) }),
  );
});
