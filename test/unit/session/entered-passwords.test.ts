import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compose } from '../../../core/compose.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { Secret } from '../../../core/model/secret.ts';
import { createFarm } from '../../../core/session/create-farm.ts';
import { FarmSession } from '../../../core/session/farm-session.ts';
import type { Parts } from '../../../core/session/parts.ts';
import { layoutOf } from '../../../core/sites/practice-farm.ts';
import type { PracticeWorld } from '../../../core/sites/practice-world.ts';
import { keptHosts, performedIn } from '../../support/kept-hosts.ts';
import { sitesWith } from '../../support/practice-worlds.ts';

const CONSENT = { auditEntries: false, drill: false };
const NAME = 'serviceAccountPassword';
const RIGHT = 'the right password';
const OTHER = 'another password';

let folder: string;
let parts: Parts;
let session: FarmSession;
/** The password that the login has; null before it is made. */
let login: string | null;
let signIns: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fw-entered-'));
  login = null;
  signIns = 0;
  const world = async () => worldOf();
  parts = { ...compose('/no/entries'), sites: sitesWith({ attach: world, start: world }) };
  await createFarm(parts, { path: join(folder, 'x.farm'), profile: 'sample', answers: { practice: { nodes: 3 } } });
  session = await open();
});
afterEach(async () => {
  await session.close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<FarmSession> {
  return new FarmSession(parts, await parts.openFarmFile(join(folder, 'x.farm'), { write: true }));
}

/** Hosts that take any action, and a database with one login. */
function worldOf(): PracticeWorld {
  const kept = keptHosts(join(folder, 'hosts'));
  const host: PracticeWorld['host'] = (name, farm, secrets) => ({
    ...kept.host(name, farm, secrets),
    perform: async (action, of, signal) => {
      if (action.kind === 'sql' && action.title.startsWith('New password'))
        login = action.statements[0]?.parameters.password ?? null;
      return await kept.host(name, farm, secrets).perform(action, of, signal);
    },
    read: async (reading, signal) => {
      if (reading.kind !== 'sql') return await kept.host(name, farm, secrets).read(reading, signal);
      if (reading.as === 'administrator') return login === null ? '[[0]]' : '[[1]]';
      signIns += 1;
      if (secrets.get(NAME)?.reveal() === login) return '[[1]]';
      throw new FarmError({ code: 'database.sign-in-refused', message: 'Refused.', remedy: 'Enter another.' });
    },
  });
  const topology = { waf: null, nodes: layoutOf(session.farm).nodes };
  return { ...kept, host, topology } as unknown as PracticeWorld;
}

const enter = async (value: string) => {
  session.giveSecrets({ [NAME]: new Secret(value) });
  await session.trySecrets();
};
const shown = async () => (await session.wizard.standing()).secrets;
const outOfDate = async () =>
  (await session.wizard.standing()).pages.flatMap(({ page, state }) => (state === 'out of date' ? [page] : []));

async function setUp(): Promise<void> {
  await enter(RIGHT);
  login = RIGHT;
  session.run({}, { prove: false }, CONSENT);
  await session.settled();
  expect(session.error).toBe(null);
}

it('a password is shown as entered, never as a value, with its login and the pages that use it', async () => {
  const none = { name: NAME, entered: false, account: 'svc-practice', setOn: 'database', anew: true, tried: null };
  expect(await shown()).toEqual([{ ...none, pages: ['database', 'first-node', 'further-nodes', 'verify'] }]);
  await enter(RIGHT);
  expect(await shown()).toMatchObject([{ entered: true, anew: true }]);
  expect(JSON.stringify(await session.wizard.standing())).not.toContain(RIGHT);
});

it('before the login is made there is nothing to try a password against, and nothing is asked', async () => {
  await enter(RIGHT);
  expect(await shown()).toMatchObject([{ tried: 'not yet' }]);
  expect(signIns).toBe(0);
});

it('a password is tried as soon as the login is made, and from then on when it is entered', async () => {
  await setUp();
  expect(await shown()).toMatchObject([{ anew: false, tried: 'right' }]);
  await enter(OTHER);
  expect(await shown()).toMatchObject([{ tried: 'wrong' }]);
  await enter(RIGHT);
  expect(await shown()).toMatchObject([{ tried: 'right' }]);
});

it('another password makes the pages out of date whose steps used it, and the right one makes them good again', async () => {
  await setUp();
  expect(await outOfDate()).toEqual([]);
  await enter(OTHER);
  expect(await outOfDate()).toEqual(['database', 'first-node', 'further-nodes']);
  const { pages } = await session.wizard.standing();
  expect(pages.find(({ page }) => page === 'further-nodes')?.because).toEqual([
    'The password of the service account entered now is not the one these steps were carried out with.',
  ]);
  await enter(RIGHT);
  expect(await outOfDate()).toEqual([]);
});

it('after a restart nothing is known of the password, so no page is out of date until it is entered', async () => {
  await setUp();
  await session.close();
  session = await open();
  expect(await outOfDate()).toEqual([]);
  await enter(OTHER);
  expect(await shown()).toMatchObject([{ tried: 'wrong' }]);
  expect(await outOfDate()).toEqual(['database', 'first-node', 'further-nodes']);
});

it.each([
  ['the further nodes are set up', () => session.run({}, { page: 'further-nodes', prove: false }, CONSENT)],
  ['the farm is proven', () => session.verify({}, CONSENT)],
])('with a wrong password no host is touched when %s', async (_what, begin) => {
  await setUp();
  const before = performedIn(join(folder, 'hosts'));
  await enter(OTHER);
  begin();
  await session.settled();
  expect(session.error).toMatchObject({
    code: 'secret.wrong',
    field: NAME,
    message: expect.stringContaining('svc-practice'),
  });
  expect(performedIn(join(folder, 'hosts'))).toEqual(before);
  expect(session.history.some(({ body }) => body.type === 'verify.started')).toBe(false);
});

it('the password of the login is changed by a step of its own, only in the run that asked for it', async () => {
  await setUp();
  await enter(OTHER);
  expect(() => session.run({}, { changePasswords: { [NAME]: new Secret('mistyped') } }, CONSENT)).toThrow(
    expect.objectContaining({ code: 'secret.not-the-same', field: NAME }),
  );
  const choice = { page: 'database', prove: false, changePasswords: { [NAME]: new Secret(OTHER) } };
  const began = session.lastEvent;
  session.run({}, choice, CONSENT);
  login = OTHER;
  await session.settled();
  const steps = session.history.flatMap(({ seq, body }) =>
    seq > began && body.type === 'step.state' && body.state === 'done' ? [body.step] : [],
  );
  expect(steps[0]).toBe('database.prepare.change-password');
  expect(await shown()).toMatchObject([{ tried: 'right' }]);
  // The nodes still run with the old one.
  expect(await outOfDate()).toEqual(['first-node', 'further-nodes']);
  expect(JSON.stringify(session.plan)).not.toContain('database.prepare.change-password');
});
