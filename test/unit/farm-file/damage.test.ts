import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadSqlite } from '../../../core/farm-file/load-sqlite.ts';
import { createFarmFile, openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import { restoreLastGood } from '../../../core/farm-file/restore-last-good.ts';
import { openSeal, sealPages } from '../../../core/farm-file/seal.ts';
import { openJournal } from '../../../core/journal/open-journal.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { durable, freshPath, light, sampleFarm, sentences, withJournal } from './sample.ts';

/** A farm file with some hundred events, and its last good copy. */
async function farmWithCopy(): Promise<{ path: string; sound: Buffer }> {
  const path = freshPath();
  const file = await createFarmFile(path, { farm: sampleFarm('First') });
  withJournal(file, (journal) => {
    for (let index = 0; index < 300; index++) journal.append(light(`event ${index}`));
    journal.fold();
    file.saveAnswers(sampleFarm('Second'));
  });
  return { path, sound: readFileSync(path) };
}

async function refusal(path: string, write = false): Promise<FarmError> {
  const error = await openFarmFile(path, { write }).then(
    (file) => file.close(),
    (caught: unknown) => caught,
  );
  if (!(error instanceof FarmError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

test('one turned bit anywhere in the file is seen, and the page is named', async () => {
  const { path, sound } = await farmWithCopy();
  await fc.assert(
    fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(7), async (place, bit) => {
      const bytes = Buffer.from(sound);
      bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << bit), place);
      writeFileSync(path, bytes);
      const { code, message, remedy, at, field } = await refusal(path);
      expect([code, at, field]).toEqual(['farm-file.damaged', path, 'file']);
      const pages = Math.floor(sound.length / 4100);
      if (place < pages * 4096) expect(message).toContain(`page ${Math.floor(place / 4096) + 1} of ${pages} `);
      else expect(message).toMatch(/checksums/);
      expect(remedy).toContain(`farmwright restore ${path}`);
      expect(remedy).toContain(`${path}.last-good`);
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }),
    { seed: 20262, numRuns: 300 },
  );
});

test('a file that was cut short anywhere, or is empty, is refused', async () => {
  const { path, sound } = await farmWithCopy();
  const lengths = [0, 1, 15, 16, 50, 99, 100, 4095, 4096, 8192, sound.length - 17, sound.length - 16, sound.length - 1];
  for (const length of lengths) {
    writeFileSync(path, sound.subarray(0, length));
    const { code, message } = await refusal(path, true);
    expect(code, `${length} bytes`).toBe('farm-file.damaged');
    expect(message).toContain(length === 0 ? 'it is empty' : 'cut short');
  }
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test('what SQLite itself finds wrong is told in its words', async () => {
  const { path, sound } = await farmWithCopy();
  const seal = openSeal(sound);
  if (seal === null || 'broken' in seal) throw new Error('the seal holds');
  const image = Buffer.from(seal.image);
  image.fill(0xff, 2 * 4096, 2 * 4096 + 200);
  writeFileSync(path, sealPages(image));
  const { code, message } = await refusal(path);
  expect(code).toBe('farm-file.damaged');
  expect(message).toMatch(/SQLite('s check)? says: /);
});

test('content that is not understood is refused with its table and row', async () => {
  const { path, sound } = await farmWithCopy();
  const sqlite = await loadSqlite();
  const cases = {
    "UPDATE farm SET answers = '{}'": 'table farm is not understood',
    "UPDATE event SET event = 'x' WHERE seq = 7": 'table event, row 7 is not JSON',
    'DELETE FROM event WHERE seq = 7': 'table event does not hold the events 1 to 300',
    'DROP TABLE result': 'no such table: result',
    'DELETE FROM input_key': 'a row of table farm, journal or input_key is missing',
  };
  for (const [change, place] of Object.entries(cases)) {
    const database = new sqlite.Database(new Uint8Array(sound));
    database.run(change);
    writeFileSync(path, sealPages(database.export()));
    database.close();
    const { code, message } = await refusal(path);
    expect([code, message]).toEqual(['farm-file.damaged', expect.stringContaining(place)]);
  }
});

test('a file of another kind is not called damaged', async () => {
  const path = freshPath();
  writeFileSync(path, 'a letter to somebody, much longer than sixteen bytes');
  expect(await refusal(path)).toMatchObject({ code: 'farm-file.foreign', at: path });
  const sqlite = await loadSqlite();
  const database = new sqlite.Database();
  database.run('PRAGMA application_id = 42; CREATE TABLE other (x)');
  const foreign = database.export();
  database.close();
  for (const bytes of [foreign, sealPages(foreign)]) {
    writeFileSync(path, bytes);
    const { code, message } = await refusal(path);
    expect(code).toBe('farm-file.foreign');
    expect(message).toContain('application id 42');
  }
});

test('the last good copy takes the place of a damaged file, which is kept by another name', async () => {
  const { path, sound } = await farmWithCopy();
  const torn = sound.subarray(0, 5000);
  writeFileSync(path, torn);
  const aside = await restoreLastGood(path);
  expect(readFileSync(aside ?? '').equals(torn)).toBe(true);
  const file = await openFarmFile(path, { write: true });
  expect(file.record.farm.name).toBe('First');
  expect(file.record.events).toHaveLength(300);
  file.close();
  expect(readdirSync(dirname(path)).sort()).toEqual(['X.farm', 'X.farm.last-good', basename(aside ?? '')].sort());
});

test('events of the log that goes with the last good copy are found again', async () => {
  const path = freshPath();
  const file = await createFarmFile(path, { farm: sampleFarm('First') });
  const journal = openJournal(file);
  journal.append(durable('one'));
  file.saveAnswers(sampleFarm('Second'));
  journal.append(durable('two'));
  file.close();
  writeFileSync(path, '');
  await restoreLastGood(path);
  withJournal(await openFarmFile(path, { write: true }), (again) => expect(sentences(again)).toEqual(['one', 'two']));
});

test('a log that is ahead of the last good copy is set aside by name', async () => {
  const path = freshPath();
  const file = await createFarmFile(path, { farm: sampleFarm() });
  const journal = openJournal(file);
  journal.append(durable('one'));
  journal.fold();
  journal.append(durable('two'));
  file.close();
  writeFileSync(path, '');
  await restoreLastGood(path);
  const again = await openFarmFile(path, { write: true });
  withJournal(again, (found) => expect(sentences(found)).toEqual([]));
  expect(again.notices).toHaveLength(1);
  const aside = /renamed to (.*)\.$/.exec(again.notices[0] ?? '')?.[1] ?? '';
  expect(readFileSync(aside, 'utf8')).toContain('"two"');
});

test('a missing file comes back from its last good copy', async () => {
  const { path } = await farmWithCopy();
  rmSync(path);
  expect(await refusal(path)).toMatchObject({
    code: 'farm-file.missing',
    remedy: expect.stringContaining(`farmwright restore ${path}`),
  });
  expect(await restoreLastGood(path)).toBe(null);
  (await openFarmFile(path, { write: true })).close();
});

test('a sound file is not replaced, nor is one replaced by a damaged copy', async () => {
  const { path, sound } = await farmWithCopy();
  await expect(restoreLastGood(path)).rejects.toMatchObject({ code: 'farm-file.not-damaged' });
  expect(readFileSync(path).equals(sound)).toBe(true);
  writeFileSync(path, 'torn');
  writeFileSync(`${path}.last-good`, sound.subarray(0, 6000));
  await expect(restoreLastGood(path)).rejects.toMatchObject({ code: 'farm-file.damaged', at: `${path}.last-good` });
  rmSync(`${path}.last-good`);
  await expect(restoreLastGood(path)).rejects.toMatchObject({ code: 'farm-file.no-last-good' });
  expect(readFileSync(path, 'utf8')).toBe('torn');
  expect(readdirSync(dirname(path))).toEqual([basename(join(path))]);
});
