import { openFarmFile } from '../../core/farm-file/open-farm-file.ts';
import { openJournal } from '../../core/journal/open-journal.ts';
import type { Result } from '../../core/model/result.ts';
import { exampleResult } from '../unit/runbook/example-result.ts';
import { coreStand } from './core-stand.ts';
import { until } from './until.ts';

/** A proof of which every required check passed. */
function ready(): Result {
  return {
    ...exampleResult(),
    overall: 'ready',
    sentence: 'Ready: 1 question on 3 nodes.',
    checks: exampleResult().checks.filter(({ verdict }) => verdict === 'pass'),
    causes: [],
  };
}

/** A farm that was set up, proven as ready and closed, in the list of recent farms. */
export async function provenFarm() {
  const stand = coreStand();
  const { farm, view } = stand;
  const id = await stand.begin('Proven');
  await farm.giveSecrets({ farm: id, secrets: { serviceAccountPassword: 'a password' } });
  await farm.run({ farm: id, prove: false });
  await until(async () => (await view(id)).state === 'waiting', { what: 'the run ended' });
  const { path } = await view(id);
  await farm.close({ farm: id });
  const file = await openFarmFile(path, { write: true });
  const journal = openJournal(file);
  const result = ready();
  file.saveResult(result);
  journal.append({ page: 'verify', sentence: result.sentence, body: { type: 'verify.ended', result } });
  journal.close();
  file.close();
  await farm.close(await farm.open({ path, write: true }));
  return { ...stand, path };
}
