import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Core } from '../../core/api/core.ts';
import { createRouter } from '../../core/api/handlers.ts';
import { compose } from '../../core/compose.ts';
import { practiceEntries } from '../support/practice-entries.ts';

const NAME = 'serviceAccountPassword';
const FIRST = 'the first password';
const SECOND = 'the second password';

let folder: string;
let core: Core;
let id: string;
const farm = () => createRouterClient(createRouter(core), { context: {} }).farm;
const view = () => farm().get({ farm: id });

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'fw-password-')));
  const home = { farms: join(folder, 'farms'), recent: join(folder, 'recent.json') };
  core = new Core(compose(await practiceEntries(), { folderParent: folder, leaseMs: 20_000 }, home));
  id = (await farm().begin({ name: 'Passwords', profile: 'sample', balancer: 'bundled' })).farm;
}, 180_000);
afterAll(async () => {
  await core.farm(id).takeDown();
  await core.close();
  rmSync(folder, { recursive: true });
});

const enter = (value: string) => farm().giveSecrets({ farm: id, secrets: { [NAME]: value } });
async function ended() {
  await core.farm(id).settled();
  return await view();
}
async function run(choice: object) {
  await farm().run({ farm: id, ...choice });
  return await ended();
}
const states = ({ pages }: Awaited<ReturnType<typeof view>>) =>
  Object.fromEntries(pages.map(({ page, state }) => [page, state]));
/** What the database was told since this event. */
const changedSince = (seq: number) =>
  core
    .farm(id)
    .history.flatMap(({ seq: at, body }) =>
      at > seq && body.type === 'action.done' && body.outcome === 'performed' ? [body.step] : [],
    );

it('a farm that was proven stays as it is when another password is entered after a restart, until the login is changed on request', async () => {
  await enter(FIRST);
  const ready = await run({});
  expect(ready.result?.overall).toBe('ready');
  expect(ready.secrets).toMatchObject([{ tried: 'right', anew: false }]);
  const { path } = ready;
  await farm().close({ farm: id });
  id = (await farm().open({ path, write: true })).farm;
  expect((await view()).proofOutOfDate).toBe(null);

  await enter(SECOND);
  const wrong = await view();
  expect(wrong.secrets).toMatchObject([{ tried: 'wrong', account: 'svc-practice' }]);
  expect(states(wrong)).toMatchObject({
    'first-node': 'out of date',
    'further-nodes': 'out of date',
    verify: 'out of date',
  });

  // Preparing the database again fails and changes nothing; nothing else is begun with that password.
  const begun = wrong.lastEvent;
  const refused = await run({ page: 'database', prove: false });
  expect(refused.pages.find(({ page }) => page === 'database')).toMatchObject({ state: 'needs attention' });
  const failure = core.farm(id).history.findLast(({ body }) => body.type === 'run.ended');
  expect(failure?.sentence).toContain('The login svc-practice exists already');
  expect(await run({ page: 'further-nodes', prove: false })).toMatchObject({ error: { code: 'secret.wrong' } });
  await farm().verify({ farm: id });
  expect(await ended()).toMatchObject({ error: { code: 'secret.wrong' } });
  expect(changedSince(begun)).toEqual([]);
  await enter(FIRST);
  expect((await view()).secrets).toMatchObject([{ tried: 'right' }]);

  // Asked for, the login gets it; then the nodes, and the farm is ready again.
  await enter(SECOND);
  const changed = await run({ page: 'database', prove: false, changePasswords: { [NAME]: SECOND } });
  expect(changed.error).toBe(null);
  expect(changed.secrets).toMatchObject([{ tried: 'right' }]);
  expect(states(changed)).toMatchObject({
    database: 'done',
    'first-node': 'out of date',
    'further-nodes': 'out of date',
  });
  const again = await run({});
  expect(again.result?.sentence).toMatch(/^Ready: /);
}, 720_000);
