import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compose } from '../../../core/compose.ts';
import { Secret } from '../../../core/model/secret.ts';
import { siteLost } from '../../../core/model/site.ts';
import { createFarm } from '../../../core/session/create-farm.ts';
import { FarmSession } from '../../../core/session/farm-session.ts';
import type { Parts } from '../../../core/session/parts.ts';
import type { PracticeWorld } from '../../../core/sites/practice-world.ts';
import { keptHosts } from '../../support/kept-hosts.ts';
import { sitesWith } from '../../support/practice-worlds.ts';

const SETTING_UP = ['database', 'first-node', 'further-nodes', 'ip-detection', 'load-balancer'] as const;
const SECRETS = { serviceAccountPassword: new Secret('a password') };
const CONSENT = { auditEntries: false, drill: false };

let folder: string;
let parts: Parts;
let session: FarmSession;
let standing: Pick<PracticeWorld, 'topology'> | null;
let started: number;
let tornDown: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fw-new-hosts-'));
  standing = null;
  started = 0;
  tornDown = 0;
  const world = () => {
    if (standing === null) throw siteLost('Gone.', 'None.');
    const tearDown = async () => {
      tornDown += 1;
    };
    return { ...keptHosts(join(folder, `hosts-${started}`)), ...standing, tearDown } as PracticeWorld;
  };
  parts = {
    ...compose('/no/entries'),
    sites: sitesWith({
      attach: async () => world(),
      start: async ({ waf, nodes }) => {
        started += 1;
        standing = { topology: { waf, nodes } as unknown as PracticeWorld['topology'] };
        return world();
      },
    }),
  };
  await createFarm(parts, { path: join(folder, 'x.farm'), profile: 'sample', answers: { practice: { nodes: 3 } } });
  session = await open();
  await run({});
  expect(session.error).toBe(null);
});
afterEach(async () => {
  await session.close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<FarmSession> {
  return new FarmSession(parts, await parts.openFarmFile(join(folder, 'x.farm'), { write: true }));
}

async function run(part: { page?: string; hosts?: string[] }): Promise<void> {
  session.run(SECRETS, { ...part, prove: false }, CONSENT);
  await session.settled();
}

async function statesOfSettingUp(): Promise<string[]> {
  const { pages } = await session.wizard.standing();
  return SETTING_UP.map((page) => pages.find((standing) => standing.page === page)?.state ?? 'none');
}

const all = (state: string) => SETTING_UP.map(() => state);

/** The lease of the hosts runs out while the farm is closed. */
async function loseHosts(): Promise<void> {
  await session.close();
  standing = null;
  session = await open();
}

it.each([
  ['a page', { page: 'ip-detection' }],
  ['a host', { hosts: ['balancer'] }],
])('for %s alone, hosts behind another device are not made anew: nothing is torn down, and all stays', async (_what, part) => {
  await session.wizard.answer([{ path: 'waf', value: true }]);
  await run(part);
  expect(session.error).toMatchObject({
    code: 'run.needs-new-hosts',
    message: expect.stringContaining('WAF'),
    remedy: expect.stringContaining('Build and prove the whole farm'),
  });
  expect({ started, tornDown }).toEqual({ started: 1, tornDown: 0 });
  await session.wizard.answer([{ path: 'waf', value: false }]);
  expect(await statesOfSettingUp()).toEqual(all('done'));
  await run({ page: 'ip-detection' });
  expect(session.error).toBe(null);
});

it('the whole plan makes them anew, and everything is done on them', async () => {
  await session.wizard.answer([{ path: 'waf', value: true }]);
  await run({});
  expect(session.error).toBe(null);
  expect({ started, tornDown }).toEqual({ started: 2, tornDown: 1 });
  expect(await statesOfSettingUp()).toEqual(all('done'));
});

it('hosts that are gone are not made anew for one page, and no page says any more that it is done', async () => {
  await loseHosts();
  await run({ page: 'load-balancer' });
  expect(session.error).toMatchObject({
    code: 'site.lost',
    remedy: expect.stringContaining('Build and prove the whole farm'),
  });
  expect(started).toBe(1);
  expect(await statesOfSettingUp()).toEqual(all('not started'));
  // Nothing is lost any more by beginning with the first page.
  await run({ page: 'database' });
  expect(session.error).toBe(null);
  expect((await statesOfSettingUp()).slice(0, 2)).toEqual(['done', 'not started']);
  expect((await session.wizard.standing()).interrupted).toBe(null);
});

it('a proof that finds the hosts gone says so, and leaves no page done', async () => {
  await loseHosts();
  session.verify(SECRETS, CONSENT);
  await session.settled();
  expect(session.error).toMatchObject({ code: 'site.lost' });
  expect(await statesOfSettingUp()).toEqual(all('not started'));
  await run({});
  expect(await statesOfSettingUp()).toEqual(all('done'));
});

it('hosts that are gone are noticed when the farm is opened, once; hosts that stand are left alone', async () => {
  const before = session.lastEvent;
  await session.lookForHosts();
  expect(session.lastEvent).toBe(before);
  await loseHosts();
  await session.lookForHosts();
  expect(await statesOfSettingUp()).toEqual(all('not started'));
  const told = session.lastEvent;
  await session.lookForHosts();
  expect(session.lastEvent).toBe(told);
});
