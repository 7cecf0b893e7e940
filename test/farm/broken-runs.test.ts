import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Core } from '../../core/api/core.ts';
import { exitCodeOf } from '../../core/cli/exit-codes.ts';
import { compose } from '../../core/compose.ts';
import type { JournalEvent } from '../../core/model/event.ts';
import type { Result } from '../../core/model/result.ts';
import { Secret } from '../../core/model/secret.ts';
import type { FarmSession } from '../../core/session/farm-session.ts';
import type { Parts } from '../../core/session/parts.ts';
import { practiceEntries } from '../support/practice-entries.ts';
import { until } from '../support/until.ts';

const CHOICE = { nodes: 2, balancer: 'bundled', waf: false, faults: [] };
const CONSENT = { auditEntries: false, drill: false };
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
}, 180_000);

async function coreWith(change: (parts: Parts) => Partial<Parts> = () => ({})): Promise<Core> {
  const parts = compose(await practiceEntries());
  const core = new Core({ ...parts, ...change(parts) });
  ends.push(() => core.close());
  return core;
}

/** Every event up to the last thing the session has said: that nothing runs any more. */
async function eventsOf(session: FarmSession): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  const stood = () => events.filter(({ body }) => body.type === 'farm.state' && body.state === 'waiting').length;
  for await (const event of session.events(0)) {
    events.push(event);
    if (stood() === standings.get(session)) break;
  }
  return events;
}

/** How often an activity of each session has ended. */
const standings = new Map<FarmSession, number>();

async function settled(session: FarmSession): Promise<void> {
  await session.settled();
  standings.set(session, (standings.get(session) ?? 0) + 1);
}

function resultOf(session: FarmSession): Result {
  if (session.result === null) throw new Error('there is no result');
  return session.result;
}

test('a wrong password at the database ends the run before anything is changed, and is named', async () => {
  const core = await coreWith();
  const session = await core.practices.start(CHOICE, { databaseAdministratorPassword: new Secret('not-the-password') });
  await settled(session);
  expect(session.error).toMatchObject({ code: 'secret.wrong', field: 'databaseAdministratorPassword' });
  const changed = (await eventsOf(session)).filter(({ body }) => body.type === 'step.applying');
  expect([changed, session.result]).toEqual([[], null]);
  expect(session.state).toBe('waiting');
  expect(session.stands).toBe(true);
}, 180_000);

test('a node that never gets healthy ends the run within the limit that is shown', async () => {
  const core = await coreWith(({ profiles }) => ({
    profiles: profiles.map((profile) => ({
      ...profile,
      services: profile.services.map((service) => ({ ...service, healthPath: '/not-there' })),
    })),
  }));
  const session = await core.practices.start(CHOICE, {});
  await settled(session);
  const { causes, overall } = resultOf(session);
  expect(causes[0]).toMatchObject({
    id: 'node.not-healthy',
    page: 'first-node',
    title: expect.stringContaining('404'),
  });
  expect(overall).toBe('not ready');
  const waits = (await eventsOf(session)).flatMap(({ body }) => (body.type === 'wait.progress' ? [body] : []));
  expect(waits.length).toBeGreaterThan(1);
  for (const { elapsedMs, limitMs } of waits) expect(elapsedMs).toBeLessThanOrEqual(limitMs + 5000);
}, 360_000);

test('a balancer that cannot bind is told with address and port', async () => {
  const core = await coreWith();
  const session = await core.practices.start(CHOICE, {});
  const [service] = session.farm.services;
  if (service === undefined) throw new Error('the farm has a service');
  const squatter = await listen(service.address, service.port);
  ends.push(() => squatter.close());
  await settled(session);
  const { causes, overall, checks } = resultOf(session);
  expect(causes[0]).toMatchObject({ id: 'balancer.cannot-bind', page: 'load-balancer' });
  expect(causes[0]?.title).toContain(String(service.port));
  expect([1, 5]).toContain(exitCodeOf(overall));
  expect(checks.filter(({ id, verdict }) => id === 'health.node' && verdict !== 'pass')).toEqual([]);
}, 180_000);

test('a cancelled run leaves what was done, and running the plan again goes on without doing it twice', async () => {
  const core = await coreWith();
  const session = await core.practices.start(CHOICE, {});
  for await (const { body } of session.events(0))
    if (body.type === 'step.applying' && body.step.startsWith('further-nodes')) break;
  expect(session.cancel()).toBe(true);
  await settled(session);
  expect(session.error?.code).toBe('cancelled');
  expect(session.state).toBe('waiting');
  expect(session.stands).toBe(true);
  const before = (await eventsOf(session)).length;
  session.run({}, {}, CONSENT);
  await settled(session);
  expect(resultOf(session).overall).toBe('ready');
  const states = (await eventsOf(session))
    .slice(before)
    .flatMap(({ body }) => (body.type === 'step.state' ? [body] : []));
  const ended = new Map(states.map(({ step, state }) => [step, state]));
  for (const step of ['database.prepare', 'database.tables', 'first-node.certificate', 'first-node.install.node-01'])
    expect(ended.get(step), step).toBe('in place');
}, 180_000);

test('a cancelled verification has a result that is no better than unknown', async () => {
  const core = await coreWith();
  const session = await core.practices.start(CHOICE, {});
  for await (const { body } of session.events(0)) if (body.type === 'verify.started') break;
  session.cancel();
  await settled(session);
  const { overall, checks } = resultOf(session);
  expect(overall).toBe('unknown');
  expect(checks.some(({ verdict }) => verdict === 'cancelled')).toBe(true);
}, 180_000);

test('one activity at a time: the second is refused with what the farm is busy with', async () => {
  const core = await coreWith();
  const session = await core.practices.start(CHOICE, {});
  expect(() => session.run({}, {}, CONSENT)).toThrow(expect.objectContaining({ code: 'farm.busy' }));
  session.cancel();
  await settled(session);
}, 180_000);

test('a farm that is ended twice, in the middle of its set-up, is ended once and for all', async () => {
  const core = await coreWith();
  const session = await core.practices.start(CHOICE, {});
  await until(() => session.state === 'running', { what: 'the farm is being set up' });
  const { id } = session;
  await Promise.all([core.practices.end(id), core.practices.end(id), core.close()]);
  expect(session.state).toBe('gone');
  expect(existsSync(dirname(session.path))).toBe(false);
  expect(() => core.farm(id)).toThrow(expect.objectContaining({ code: 'farm.unknown' }));
});

function listen(address: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, address, () => resolve(server));
  });
}
