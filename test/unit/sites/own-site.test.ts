import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import { coreStand } from '../../support/core-stand.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';
import { until } from '../../support/until.ts';
import { all, readHtml } from '../runbook/read-html.ts';

/** A farm on hosts of one's own, open for writing. */
async function ownFarm(changes: object = {}) {
  const stand = coreStand();
  const path = join(stand.folder, 'own.farm');
  const { id: _id, profile, ...answers } = exampleFarm();
  const hosts = answers.hosts.map((host) => ({ ...host, reach: { by: 'person', who: 'Ada' } }));
  await stand.farm.create({ path, profile, answers: { ...answers, hosts, ...changes } });
  return { ...stand, path, id: (await stand.farm.open({ path, write: true })).farm };
}

it('has nothing to plant, keeps nothing of hosts, and needs no secrets: the people have them', async () => {
  const { farm, id, path, view } = await ownFarm();
  expect(await view(id)).toMatchObject({ planting: null, missingSecrets: [] });
  const planted = farm.plant({ farm: id, faults: ['limit-zero'] });
  await expect(planted).rejects.toMatchObject({ data: { code: 'fault.not-here', field: 'faults' } });
  const file = await openFarmFile(path, { write: false });
  expect(file.record.site).toEqual({});
  file.close();
});

/** Carries out the plan, or goes on with it, until it waits or has ended. */
async function goOn({ farm, id, view }: Awaited<ReturnType<typeof ownFarm>>, how: 'run' | 'resume'): Promise<void> {
  await farm[how]({ farm: id });
  await until(async () => (await view(id)).state === 'waiting', { what: 'the run ended' });
}

it('hands steps over, takes what is handed in, and waits for the same after it was closed', async () => {
  const own = await ownFarm();
  const { farm, people, id, view, path } = own;
  await goOn(own, 'run');
  const waiting = await people.waiting({ farm: id });
  expect(waiting.map((one) => [one.id, one.who, one.reported])).toEqual([
    ['database.prepare', 'Ada', null],
    ['database.tables', 'Ada', null],
  ]);
  expect((await view(id)).pages.find(({ page }) => page === 'database')).toMatchObject({
    state: 'waiting for someone',
  });

  const handIn = { farm: id, item: 'database.prepare', outcome: 'done' as const, who: 'Ada' };
  await expect(people.handIn({ ...handIn, text: 'it worked' })).rejects.toMatchObject({
    data: { code: 'hand-in.not-shown', field: 'text' },
  });
  await farm.close({ farm: id });
  const again = (await farm.open({ path, write: true })).farm;
  expect(await people.waiting({ farm: again })).toEqual(waiting);
  const ids = (list: { id: string }[]) => list.map(({ id: item }) => item);
  const { waiting: left } = await people.handIn({ ...handIn, farm: again, text: ' 1 | 1 | 1' });
  expect(ids(left)).toEqual(['database.tables']);
  await people.handIn({ ...handIn, item: 'database.tables', farm: again, text: '2' });

  await goOn({ ...own, id: again }, 'resume');
  expect(ids(await people.waiting({ farm: again }))).toEqual([
    'first-node.certificate',
    'first-node.key-ring',
    'first-node.install.node-01',
  ]);
});

it('tells how one item is done as the document does, and says who works where', async () => {
  const own = await ownFarm();
  await goOn(own, 'run');
  const { before, work, shows } = await own.people.instructions({ farm: own.id, item: 'database.prepare' });
  const { text } = await own.people.pack({ farm: own.id, who: 'Ada', format: 'md' });
  const scripts = [...before, ...work].flatMap((block) => (block.kind === 'fence' ? [block.text] : []));
  expect(scripts).toContain('SELECT create_database(:name)');
  for (const script of scripts) expect(text).toContain(script);
  expect(text).toContain(`Paste what you see when you check: ${shows.join(', ')}.`);
  await expect(own.people.instructions({ farm: own.id, item: 'first-node.certificate' })).rejects.toMatchObject({
    data: { code: 'hand-in.unknown' },
  });
  const { disturbable, makesHosts, people, pages } = await own.view(own.id);
  expect({ disturbable, makesHosts, who: people.database }).toEqual({
    disturbable: false,
    makesHosts: false,
    who: 'Ada',
  });
  expect(pages.find(({ page }) => page === 'database')?.because).toEqual(['Waiting for Ada: 2 steps.']);
});

it('gives a person one document with all that is asked for, and takes it back filled in', async () => {
  const own = await ownFarm();
  const { people, id } = own;
  await goOn(own, 'run');
  const { text } = await people.pack({ farm: id, who: 'Ada', format: 'md' });
  expect(text).toContain('SELECT create_database(:name)');
  expect(text).toContain('«password of the service account»');
  // Its certificate is for the hosts of nodes and balancers.
  expect(text).not.toContain('The certificate of the authority');
  await expect(people.takePack({ farm: id, text, who: 'Ada' })).rejects.toMatchObject({
    data: { code: 'hand-in.empty' },
  });
  const filled = text
    .replace('Outcome, done or failed:', 'Outcome, done or failed: done')
    .replace('Answer, below this line:', 'Answer, below this line:\n 1 | 1 | 1\n(1 row)')
    .replaceAll('\n', '\r\n');
  expect(await people.takePack({ farm: id, text: filled, who: 'Ada' })).toEqual({
    taken: ['database.prepare'],
    problems: [],
    waiting: [expect.objectContaining({ id: 'database.tables' })],
  });
});

it('names the item whose outcome is another word, and the word; leaves out only what is not filled in at all', async () => {
  const own = await ownFarm();
  const { people, id } = own;
  await goOn(own, 'run');
  const { text } = await people.pack({ farm: id, who: 'Ada', format: 'md' });
  const outcome = 'Outcome, done or failed:';
  const word = { item: 'database.prepare', error: { message: 'The outcome “ok” is not known.' } };
  const ok = text.replace(outcome, `${outcome} OK`);
  expect(await people.takePack({ farm: id, text: ok, who: 'Ada' })).toMatchObject({ taken: [], problems: [word] });
  const none = text.replace('Answer, below this line:', 'Answer, below this line:\n1 | 1 | 1');
  expect(await people.takePack({ farm: id, text: none, who: 'Ada' })).toMatchObject({
    problems: [{ item: 'database.prepare', error: { message: 'The answer has no outcome.' } }],
  });
});

it('the web page of a document shows its blocks with their first and last lines, and is not taken for one filled in', async () => {
  const own = await ownFarm();
  const { people, id } = own;
  await goOn(own, 'run');
  const { text: page } = await people.pack({ farm: id, who: 'Ada', format: 'html' });
  await expect(people.takePack({ farm: id, text: page, who: 'Ada' })).rejects.toMatchObject({
    data: { code: 'hand-in.page' },
  });
  const copied = all(readHtml(page))
    .filter(({ tag, attributes }) => tag === 'code' && attributes === 'class="language-answer"')
    .map((block) =>
      all(block.children)
        .flatMap(({ children }) => children)
        .join(''),
    );
  expect(copied).toHaveLength(2);
  const filled = copied
    .join('\n')
    .replace('Outcome, done or failed:', 'Outcome, done or failed: done')
    .replace('Answer, below this line:', 'Answer, below this line:\n1 | 1 | 1');
  expect(await people.takePack({ farm: id, text: filled, who: 'Ada' })).toMatchObject({
    taken: ['database.prepare'],
    problems: [],
  });
});

it('waits on, and tells the report, where a person says that it failed', async () => {
  const own = await ownFarm();
  await goOn(own, 'run');
  const failed = { farm: own.id, item: 'database.prepare', outcome: 'failed' as const, who: 'Ada', text: 'No rights.' };
  const { waiting } = await own.people.handIn(failed);
  expect(waiting).toMatchObject([
    { id: 'database.prepare', reported: { who: 'Ada', text: 'No rights.', outOfDate: false } },
    { id: 'database.tables', reported: null },
  ]);
});

it('a run that fails is not ready, names the failed step, asks nobody to look up anything, and goes on where it failed', async () => {
  // Nothing listens at the addresses of the nodes.
  const own = await ownFarm({ settle: { times: 1, intervalMs: 1, limitMs: 1 } });
  const { farm, people, id, view } = own;
  const waitingIds = async () => (await people.waiting({ farm: id })).map(({ id: item }) => item);
  const handIn = { farm: id, outcome: 'done' as const, who: 'Ada' };
  await goOn(own, 'run');
  await people.handIn({ ...handIn, item: 'database.prepare', text: ' 1 | 1 | 1' });
  await people.handIn({ ...handIn, item: 'database.tables', text: '2' });
  await goOn(own, 'resume');
  for (const item of await waitingIds()) await people.handIn({ ...handIn, item, text: '' });
  await goOn(own, 'resume');
  const { result, proven, error } = await view(id);
  expect({ proven, error, overall: result?.overall }).toEqual({ proven: true, error: null, overall: 'not ready' });
  expect(result?.sentence).toMatch(/^Not ready: the run ended at “.*” on node-01, and no check was run\.$/);
  expect(result?.causes).toMatchObject([{ id: 'node.not-healthy', page: 'first-node' }]);
  expect(result?.checks.every(({ verdict }) => verdict === 'could not run')).toBe(true);
  expect(await waitingIds()).toEqual([]);
  const begun = await view(id);
  await goOn(own, 'resume');
  const events = await farm.events({ farm: id, after: begun.lastEvent });
  expect((await events.next()).value).toMatchObject({ body: { type: 'run.resumed' } });
});
