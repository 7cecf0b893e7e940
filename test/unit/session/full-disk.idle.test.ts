import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compose } from '../../../core/compose.ts';
import { nodeFileSystem } from '../../../core/farm-file/file-system.ts';
import { openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import { Secret } from '../../../core/model/secret.ts';
import { createFarm } from '../../../core/session/create-farm.ts';
import { FarmSession } from '../../../core/session/farm-session.ts';
import type { PracticeWorld } from '../../../core/sites/practice-world.ts';
import { keptHosts, performedIn } from '../../support/kept-hosts.ts';
import { sitesWith } from '../../support/practice-worlds.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fw-full-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a disk that is full in mid-run ends the run with the reason, and nothing goes on without a journal', async () => {
  const path = join(folder, 'x.farm');
  const hosts = join(folder, 'hosts');
  const world = async () => keptHosts(hosts) as PracticeWorld;
  const parts = { ...compose('/no/entries'), sites: sitesWith({ attach: world, start: world }) };
  await createFarm(parts, { path, profile: 'sample', answers: { practice: { nodes: 2 } } });

  let full = false;
  const file = await openFarmFile(
    path,
    { write: true },
    {
      ...nodeFileSystem,
      write: (...input) => {
        if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        return nodeFileSystem.write(...input);
      },
    },
  );
  const session = new FarmSession(parts, file);
  const told: string[] = [];
  const following = (async () => {
    for await (const { body } of session.events(session.lastEvent)) {
      told.push(body.type);
      if (performedIn(hosts).length === 3) full = true;
    }
  })();
  session.run({ serviceAccountPassword: new Secret('a password') }, {}, { auditEntries: false, drill: false });
  await session.settled();
  await following;

  expect(session.error).toMatchObject({ code: 'farm-file.disk-full' });
  expect(session.state).toBe('waiting');
  expect(told).toContain('step.applying');
  expect(told).not.toContain('run.ended');
  const performed = performedIn(hosts).length;
  expect(performed).toBeLessThan(8);
  full = false;
  await session.close();

  const again = new FarmSession(parts, await openFarmFile(path, { write: true }));
  expect(again.lastEvent).toBe(told.length);
  again.resume({ serviceAccountPassword: new Secret('a password') }, { auditEntries: false, drill: false });
  await again.settled();
  await again.close();
  const deeds = performedIn(hosts);
  expect(new Set(deeds).size).toBe(deeds.length);
});
