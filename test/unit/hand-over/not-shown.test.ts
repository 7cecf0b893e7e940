import { expect, it } from 'vitest';
import { expectedOf, notShown } from '../../../core/hand-over/not-shown.ts';
import type { Action } from '../../../core/model/action.ts';

const SQL: Action = {
  kind: 'sql',
  title: 'Database shop',
  part: 'server',
  database: 'master',
  statements: [],
  verify: { text: 'SELECT 1, 1', parameters: {}, rows: [[1, 1]] },
  undo: '',
};
const SETTING: Action = {
  kind: 'deed',
  title: 'Trusted proxies',
  by: {},
  done: { reading: { kind: 'told', by: {} }, expect: '{ "limit": 1, "proxies": ["192.0.2.4"] }' },
};
const SWITCH: Action = { ...SETTING, title: 'Auditing', done: { ...SETTING.done, expect: 'Auditing: on\nLog: full' } };
const FILE: Action = { kind: 'file', title: 'Settings', path: 'a.json', content: '{}', ownerOnly: false };

it.each([
  [[FILE], '', []],
  [[SQL], 'it worked', ['Database shop']],
  [[SQL], ' 1 | 1', []],
  [[SETTING], '{"proxies":["192.0.2.4"],"limit":1}', []],
  [[SETTING], 'The page shows\n{"proxies":["192.0.2.4"],"limit":1}', []],
  [[SETTING], '{"proxies":["192.0.2.5"],"limit":1}', ['Trusted proxies']],
  [[SWITCH], '  Auditing: on \r\n\r\n Log: full ', []],
  [[SWITCH], 'Log: full\nAuditing: on', ['Auditing']],
  [[SQL, FILE, SWITCH], '1|1', ['Auditing']],
])('of %j the text %j leaves unseen: %j', (apply, text, missing) => {
  expect(notShown({ apply: apply as Action[] }, text)).toEqual(missing);
});

it('tells what is to be shown', () => {
  expect(expectedOf({ apply: [SQL, FILE, SWITCH] })).toEqual([
    { title: 'Database shop', answer: '[[1,1]]' },
    { title: 'Auditing', answer: 'Auditing: on\nLog: full' },
  ]);
});
