import { expect, it } from 'vitest';
import type { EventBody, JournalEvent } from '../../../core/model/event.ts';
import { openDisturbances } from '../../../core/session/end-disturbances.ts';
import { setUpSteps } from '../../../core/wizard/set-up-steps.ts';

const done = (host: string) => ({ host, body: { type: 'step.state', step: `${host}.start`, state: 'done' } });
const stopped = (node: string) => ({ host: node, body: { type: 'disturbance', deed: 'stopped', node, over: false } });
const made = (hosts?: string[]) => ({ host: null, body: { type: 'hosts.made', hosts } });
const events = (...list: { host: string | null; body: unknown }[]) =>
  list.map(({ host, body }) => ({ host, body: body as EventBody }) as JournalEvent);

it.each([
  ['nothing', [], ['node-01', 'node-02']],
  ['all hosts', [made()], []],
  ['one host', [made(['node-02'])], ['node-01']],
  ['a host that is not among them', [made(['node-03'])], ['node-01', 'node-02']],
  ['one host that was set up again', [made(['node-02']), done('node-02')], ['node-01', 'node-02']],
])('on hosts that were made anew nothing is done: %s', (_what, since, hosts) => {
  const steps = setUpSteps(events(done('node-01'), done('node-02'), ...since));
  expect([...steps.keys()]).toEqual(hosts.map((host) => `${host}.start`));
});

it.each([
  ['nothing', [], ['node-01', 'node-02']],
  ['all hosts', [made()], []],
  ['one host', [made(['node-02'])], ['node-01']],
])('on hosts that were made anew nothing is left to give back: %s', (_what, since, nodes) => {
  const open = openDisturbances(events(stopped('node-01'), stopped('node-02'), ...since));
  expect(open.map(({ node }) => node)).toEqual(nodes);
});
