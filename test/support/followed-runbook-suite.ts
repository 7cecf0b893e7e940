import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFarmFile } from '../../core/farm-file/open-farm-file.ts';
import { type Plan, stepsOf } from '../../core/model/plan.ts';
import type { Result } from '../../core/model/result.ts';
import { Secret } from '../../core/model/secret.ts';
import { startWorld } from '../../core/practice/client.ts';
import { forkLauncher } from '../../core/processes/fork-launcher.ts';
import { layoutOf } from '../../core/sites/practice-farm.ts';
import { farmFileStand, SECRETS } from './farm-file-command.ts';
import { followRunbook } from './follow-runbook.ts';
import { practiceEntries } from './practice-entries.ts';

/** Somebody who has nothing but the runbook builds a farm with these answers; Farmwright proves it. */
export function followedRunbookSuite(name: string, answers: string): void {
  test(`who has nothing but the runbook builds a farm with ${name}, and it is proven ready`, async () => {
    const stand = await farmFileStand(answers);
    try {
      const out = join(stand.folder, 'runbook.md');
      expect((await stand.run('runbook', stand.path, '--format', 'md', '--out', out)).code).toBe(0);
      const world = await emptyHosts(stand.path);
      const done = await followRunbook(readFileSync(out, 'utf8'), {
        world,
        secrets: {
          serviceAccountPassword: new Secret(JSON.parse(SECRETS).serviceAccountPassword),
          databaseAdministratorPassword: world.administratorPassword,
        },
      });
      const plan = JSON.parse((await stand.run('plan', stand.path, '--json')).stdout) as Plan;
      expect(done).toEqual(
        stepsOf(plan).flatMap(({ apply, confirm }) => [...apply, ...confirm].map(({ title }) => title)),
      );

      const verified = await stand.run('verify', stand.path, '--json', '--secrets', '-');
      expect(verified.code, verified.stderr).toBe(0);
      const result = JSON.parse(verified.stdout) as Result;
      expect(result.overall).toBe('ready');
      expect(result.proof.every(({ sentFrom, audited }) => sentFrom === audited)).toBe(true);
      world.close();
    } finally {
      await stand.end();
    }
  }, 500_000);
}

/** The hosts of the farm as they are delivered: with nothing on them. */
async function emptyHosts(path: string) {
  const file = await openFarmFile(path, { write: false });
  const { farm, site } = file.record;
  file.close();
  const entries = await practiceEntries();
  return await startWorld({
    launch: forkLauncher(entries),
    layout: layoutOf(farm),
    folder: (site.practice as { folder: string }).folder,
  });
}
