import { expect, it } from 'vitest';
import { openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import { openJournal } from '../../../core/journal/open-journal.ts';
import { openFindings, readinessOf } from '../../../renderer/wizard/review/readiness.ts';
import { coreStand } from '../../support/core-stand.ts';
import { until } from '../../support/until.ts';
import { exampleResult } from '../runbook/example-result.ts';

const TODAY = '2026-01-01';

/** A farm that was set up, and proven with findings. */
async function proven() {
  const stand = coreStand();
  const id = await stand.begin('Proven');
  await stand.farm.giveSecrets({ farm: id, secrets: { serviceAccountPassword: 'a password' } });
  await stand.farm.run({ farm: id, prove: false });
  await until(async () => (await stand.view(id)).state === 'waiting', { what: 'the run ended' });
  const { path } = await stand.view(id);
  await stand.farm.close({ farm: id });
  const result = exampleResult();
  const file = await openFarmFile(path, { write: true });
  const journal = openJournal(file);
  file.saveResult(result);
  journal.append({ page: 'verify', sentence: result.sentence, body: { type: 'verify.ended', result } });
  journal.close();
  file.close();
  const again = await stand.farm.open({ path, write: true });
  return { ...stand, ...again, id: again.farm, door: stand.farm };
}

it('a result is the farm’s as long as nothing changed, and what it found is open', async () => {
  const { id, view } = await proven();
  const seen = await view(id);
  expect(seen.result).toEqual(exampleResult());
  expect(seen.proofOutOfDate).toBe(null);
  expect(openFindings(seen, TODAY).length).toBeGreaterThan(0);
});

it('a farm that was never proven has no proof that could be out of date', async () => {
  const { begin, view } = coreStand();
  expect(await view(await begin('New'))).toMatchObject({ result: null, proofOutOfDate: null });
});

it.each([
  ['a number', 'settle.times', 7],
  ['the list of nodes', 'nodes', ['node-01', 'node-02']],
])('after %s is changed, the core says so, and nothing is read off the result any more', async (_what, path, value) => {
  const { id, view, door } = await proven();
  await door.answer({ farm: id, values: [{ path, value }] });
  const seen = await view(id);
  expect(seen.proofOutOfDate).toMatch(/\S.*\.$/);
  expect(seen.result).toEqual(exampleResult());
  expect(openFindings(seen, TODAY)).toEqual([]);
  expect(readinessOf(seen, TODAY)).toMatchObject({ blocking: null, unverified: seen.checks.length });
});
