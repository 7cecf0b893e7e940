import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compose } from '../../../core/compose.ts';
import type { Host } from '../../../core/model/host.ts';
import { Secret } from '../../../core/model/secret.ts';
import { createFarm } from '../../../core/session/create-farm.ts';
import { FarmSession } from '../../../core/session/farm-session.ts';
import type { Parts } from '../../../core/session/parts.ts';
import type { PracticeWorld } from '../../../core/sites/practice-world.ts';
import { keptHosts } from '../../support/kept-hosts.ts';
import { sitesWith } from '../../support/practice-worlds.ts';
import { until } from '../../support/until.ts';

const SECRETS = { serviceAccountPassword: new Secret('a password') };

let folder: string;
let session: FarmSession;
let isHeld = false;
let release = () => {};
const letGo = new Promise<void>((resolve) => {
  release = resolve;
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fw-cancelled-'));
  const path = join(folder, 'x.farm');
  const hosts = keptHosts(join(folder, 'hosts'));
  const held = { ...hosts, host: (...told: Parameters<typeof hosts.host>) => holding(hosts.host(...told)) };
  const world = async () => held as unknown as PracticeWorld;
  const parts: Parts = { ...compose('/no/entries'), sites: sitesWith({ attach: world, start: world }) };
  await createFarm(parts, { path, profile: 'sample', answers: { practice: { nodes: 3 } } });
  session = new FarmSession(parts, await parts.openFarmFile(path, { write: true }));
});
afterEach(async () => {
  await session.close();
  rmSync(folder, { recursive: true });
});

async function firstNode() {
  return (await session.wizard.standing()).pages.find(({ page }) => page === 'first-node');
}

/** A host on which the start of a service takes until it is let go. */
function holding(host: Host): Host {
  return {
    ...host,
    perform: async (action, of, signal) => {
      if (action.kind === 'service') {
        isHeld = true;
        await letGo;
      }
      return await host.perform(action, of, signal);
    },
  };
}

it('a page stands as before while its steps are carried out, and needs attention once that was cancelled', async () => {
  session.run(SECRETS, { page: 'database', prove: false }, { auditEntries: false, drill: false });
  await session.settled();
  session.run(SECRETS, { page: 'first-node', prove: false }, { auditEntries: false, drill: false });
  await until(() => isHeld, { what: 'the service of the first node is being started' });
  expect(await firstNode()).toMatchObject({ state: 'not started', because: [] });
  session.cancel();
  release();
  await session.settled();
  const standing = await firstNode();
  expect(standing?.state).toBe('needs attention');
  expect(standing?.count).toBeGreaterThan(0);
  expect(standing?.because).toEqual(['Not all steps on node-01 are done.']);
});
