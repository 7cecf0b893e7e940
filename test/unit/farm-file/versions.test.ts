import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadSqlite } from '../../../core/farm-file/load-sqlite.ts';
import { migrate, SCHEMA_VERSION } from '../../../core/farm-file/migrations.ts';
import { createFarmFile, openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import { sealPages } from '../../../core/farm-file/seal.ts';
import { isAnyStepBegun } from '../../../core/history/fold-steps.ts';
import { openJournal } from '../../../core/journal/open-journal.ts';
import { onlyPracticeHosts } from '../../../core/model/farm-parts.ts';
import { freshPath, sampleFarm, sentences, withJournal } from './sample.ts';

/** A farm file as the first version wrote it: no result, no key. */
async function firstVersion(): Promise<string> {
  const path = freshPath();
  const sqlite = await loadSqlite();
  const database = new sqlite.Database();
  migrate(database, 0, 1);
  const event = {
    farm: 'farm-1',
    epoch: 1,
    seq: 1,
    at: '2026-11-21T08:00:00.000Z',
    host: null,
    page: null,
    sentence: 'one',
    body: { type: 'exchange' },
  };
  database.run('INSERT INTO farm VALUES (1, ?, NULL)', [JSON.stringify(sampleFarm('Old'))]);
  database.run('INSERT INTO event VALUES (1, ?)', [JSON.stringify(event)]);
  database.run('UPDATE journal SET epoch = 2, folded_through = 1');
  writeFileSync(path, sealPages(database.export()));
  database.close();
  return path;
}

/** A farm file changed as a later version might, and sealed. */
async function changed(change: string): Promise<{ path: string; bytes: Buffer }> {
  const path = freshPath();
  (await createFarmFile(path, { farm: sampleFarm() })).close();
  const sqlite = await loadSqlite();
  const database = new sqlite.Database(new Uint8Array(readFileSync(path)));
  database.run(change);
  const bytes = sealPages(database.export());
  database.close();
  writeFileSync(path, bytes);
  return { path, bytes };
}

test('a file of an older version is brought forward once, keeps everything, and its old form stays as the copy', async () => {
  const path = await firstVersion();
  const old = readFileSync(path);
  const file = await openFarmFile(path, { write: true });
  expect(file.notices).toEqual([expect.stringContaining(`updated to version ${SCHEMA_VERSION}`)]);
  expect(file.record.farm.name).toBe('Old');
  expect(file.record.result).toBe(null);
  const key = file.record.inputKey.reveal();
  withJournal(file, (journal) => expect(sentences(journal)).toEqual(['one']));
  expect(readFileSync(`${path}.last-good`).equals(old)).toBe(true);
  const again = await openFarmFile(path, { write: true });
  expect(again.notices).toEqual([]);
  expect(again.record.inputKey.reveal()).toBe(key);
  again.close();
});

test('a file of version 4 keeps its answers, its practice hosts, and what it tells of hosts that were gone', async () => {
  const path = freshPath();
  writeFileSync(path, gunzipSync(readFileSync(new URL('../../cases/farm-file-4.farm.gz', import.meta.url))));
  const file = await openFarmFile(path, { write: true });
  const { farm, pending, site } = file.record;
  expect(farm.name).toBe('Written by the version before');
  expect(onlyPracticeHosts(farm)).toBe(true);
  expect(pending).toEqual({ nodes: 'bad name' });
  expect(site).toEqual({ practice: { folder: '/tmp/farmwright-practice-0123456789ab' } });
  withJournal(file, ({ events }) => {
    expect(events.map(({ body }) => body.type)).toEqual(['run.started', 'step.state', 'run.ended', 'farm.state']);
    // The hosts were found gone, told by the code of that version: nothing is done on them any more.
    expect(isAnyStepBegun(events.slice(0, -1))).toBe(true);
    expect(isAnyStepBegun(events)).toBe(false);
  });
});

test('a file of an older version that is opened for reading stays as it is', async () => {
  const path = await firstVersion();
  const old = readFileSync(path);
  const file = await openFarmFile(path, { write: false });
  expect(sentences(openJournal(file))).toEqual(['one']);
  file.close();
  expect(readFileSync(path).equals(old)).toBe(true);
  expect(readdirSync(dirname(path))).toEqual(['X.farm']);
});

test('a file of a newer version opens for reading only, and not a byte of it changes', async () => {
  const { path, bytes } = await changed('CREATE TABLE later (x); PRAGMA user_version = 99');
  const file = await openFarmFile(path, { write: true });
  expect(file.readOnly).toBe(true);
  expect(file.notices).toEqual([expect.stringContaining('version 99')]);
  expect(file.record.farm.name).toBe('Sample');
  expect(() => file.saveAnswers(sampleFarm('Mine'))).toThrow(expect.objectContaining({ code: 'farm-file.read-only' }));
  expect(() => file.fold([])).toThrow(expect.objectContaining({ code: 'farm-file.read-only' }));
  expect(readdirSync(dirname(path))).toEqual(['X.farm']);
  file.close();
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(readdirSync(dirname(path))).toEqual(['X.farm']);
});

test('a newer version that keeps things in another way is refused as newer, not as damaged', async () => {
  const { path, bytes } = await changed('ALTER TABLE farm RENAME TO farms; PRAGMA user_version = 99');
  await expect(openFarmFile(path, { write: true })).rejects.toMatchObject({ code: 'farm-file.newer', at: path });
  expect(readFileSync(path).equals(bytes)).toBe(true);
});
