import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createFarmFile, openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import type { StoredWaiver } from '../../../core/farm-file/record.ts';
import { openJournal } from '../../../core/journal/open-journal.ts';
import { FarmError } from '../../../core/model/errors.ts';
import type { Result } from '../../../core/model/result.ts';
import { RESULT_HEAD } from '../../support/result-head.ts';
import { durable, freshPath, light, sampleFarm, sentences, withJournal } from './sample.ts';

const waiver: StoredWaiver = {
  check: 'audit.client-ip',
  subject: { node: 'node-01' },
  cause: 'node-01 recorded 127.0.0.4 for a request sent from 127.0.0.10.',
  who: 'A. Person',
  why: 'replaced next week',
  until: '2026-12-31',
  at: '2026-11-21T08:00:00.000Z',
};

const result: Result = {
  ...RESULT_HEAD,
  overall: 'ready',
  sentence: 'Ready.',
  profile: 'sample-profile',
  balancer: 'sample-balancer',
  faults: [],
  nodes: [],
  proof: [],
  spoof: [],
  checks: [],
  causes: [],
  durationsMs: {
    prepare: 0,
    firstNode: 0,
    furtherNodes: 0,
    ipDetection: 0,
    balancer: 0,
    verify: 0,
    tearDown: 0,
    total: 0,
  },
};

test('a farm file gives back what was saved', async () => {
  const path = freshPath();
  const file = await createFarmFile(path, { farm: sampleFarm(), site: { practice: { folder: '/tmp/world' } } });
  const key = file.record.inputKey.reveal();
  expect(key).toMatch(/^[\w-]{43}$/);
  file.saveAnswers(sampleFarm('Renamed'), { 'healthCheck.fall': 'three' });
  file.saveWaivers([waiver]);
  file.saveResult(result);
  file.close();
  const again = await openFarmFile(path, { write: false });
  expect(again.record).toMatchObject({
    site: { practice: { folder: '/tmp/world' } },
    pending: { 'healthCheck.fall': 'three' },
    waivers: [waiver],
    result,
    epoch: 1,
    foldedThrough: 0,
  });
  expect(again.record.farm).toEqual(sampleFarm('Renamed'));
  expect(again.record.inputKey.reveal()).toBe(key);
  again.close();
});

test('each farm file has a key of its own, which no automatic form of a record prints', async () => {
  const files = [
    await createFarmFile(freshPath(), { farm: sampleFarm() }),
    await createFarmFile(freshPath(), { farm: sampleFarm() }),
  ];
  const keys = files.map(({ record }) => record.inputKey.reveal());
  expect(keys[0]).not.toBe(keys[1]);
  for (const [index, file] of files.entries()) {
    expect(inspect(file, { depth: 9, showHidden: true })).not.toContain(keys[index]);
    expect(JSON.stringify(file)).not.toContain(keys[index]);
    file.close();
  }
});

test('a cleanly closed farm is one file and its last good copy, which only the owner can read', async () => {
  const path = freshPath();
  withJournal(await createFarmFile(path, { farm: sampleFarm() }), (journal) => {
    journal.append(light('one'));
    journal.append(durable('two'));
    expect(readdirSync(dirname(path)).sort()).toEqual(['X.farm', 'X.farm.journal', 'X.farm.lock']);
    journal.fold();
    journal.append(durable('three'));
  });
  expect(readdirSync(dirname(path)).sort()).toEqual(['X.farm', 'X.farm.last-good']);
  if (process.platform !== 'win32')
    for (const name of readdirSync(dirname(path)))
      expect(statSync(join(dirname(path), name)).mode & 0o777, name).toBe(0o600);
});

test('the journal goes on counting over epochs and openings, and folding leaves nothing behind', async () => {
  const path = freshPath();
  (await createFarmFile(path, { farm: sampleFarm() })).close();
  for (let opening = 0; opening < 3; opening++) {
    const file = await openFarmFile(path, { write: true });
    const journal = openJournal(file);
    expect(journal.events).toHaveLength(opening * 3);
    journal.append(durable('one'));
    journal.fold();
    journal.append(light('two'));
    journal.append(durable('three'));
    const { epoch, foldedThrough } = file.record;
    expect([epoch, foldedThrough]).toEqual([opening * 2 + 2, opening * 3 + 1]);
    expect(journal.events.map(({ seq }) => seq)).toEqual(journal.events.map((_, index) => index + 1));
    journal.close();
    file.close();
    expect(file.notices).toEqual([]);
  }
  const last = await openFarmFile(path, { write: false });
  expect(openJournal(last).events.map(({ epoch }) => epoch)).toEqual([1, 2, 2, 3, 4, 4, 5, 6, 6]);
  last.close();
});

test('a follower from any number gets folded and new events once and in order', async () => {
  const path = freshPath();
  withJournal(await createFarmFile(path, { farm: sampleFarm() }), (journal) => {
    for (const sentence of ['one', 'two', 'three']) journal.append(durable(sentence));
  });
  const file = await openFarmFile(path, { write: true });
  const journal = openJournal(file);
  const seen: string[] = [];
  const following = (async () => {
    for await (const { sentence } of journal.follow(1)) seen.push(sentence);
  })();
  journal.append(light('four'));
  journal.fold();
  journal.append(light('five'));
  journal.close();
  file.close();
  await following;
  expect(seen).toEqual(['two', 'three', 'four', 'five']);
});

test('a new farm file never takes the place of one that is there', async () => {
  const path = freshPath();
  writeFileSync(path, 'something else');
  await expect(createFarmFile(path, { farm: sampleFarm() })).rejects.toMatchObject({
    code: 'farm-file.exists',
    at: path,
  });
  expect(readFileSync(path, 'utf8')).toBe('something else');
  expect(readdirSync(dirname(path))).toEqual(['X.farm']);
});

test('what a deleted farm of the same name left is set aside and told', async () => {
  const path = freshPath();
  writeFileSync(`${path}.last-good`, 'old copy');
  writeFileSync(`${path}.journal`, 'old log');
  const file = await createFarmFile(path, { farm: sampleFarm() });
  expect(file.notices).toHaveLength(2);
  file.saveAnswers(sampleFarm('Renamed'));
  file.close();
  const texts = readdirSync(dirname(path)).map((name) => readFileSync(join(dirname(path), name), 'latin1'));
  expect(texts).toEqual(expect.arrayContaining(['old copy', 'old log']));
});

test('a missing file or folder is told with what to do', async () => {
  const path = freshPath();
  await expect(openFarmFile(path, { write: true })).rejects.toMatchObject({ code: 'farm-file.missing', at: path });
  const nowhere = join(path, 'deeper', 'Y.farm');
  const refused = await createFarmFile(nowhere, { farm: sampleFarm() }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(FarmError);
  expect(refused).toMatchObject({ code: 'farm-file.no-folder' });
});

test('opened for reading, nothing changes, and a writer may work meanwhile', async () => {
  const path = freshPath();
  const writer = await createFarmFile(path, { farm: sampleFarm() });
  const journal = openJournal(writer);
  journal.append(durable('one'));
  const names = readdirSync(dirname(path));
  const reader = await openFarmFile(path, { write: false });
  const read = openJournal(reader);
  expect(sentences(read)).toEqual(['one']);
  expect(reader.readOnly).toBe(true);
  expect(() => reader.saveAnswers(sampleFarm('Renamed'))).toThrow(
    expect.objectContaining({ code: 'farm-file.read-only' }),
  );
  expect(() => read.append(light('two'))).toThrow(expect.objectContaining({ code: 'farm-file.read-only' }));
  read.close();
  reader.close();
  expect(readdirSync(dirname(path))).toEqual(names);
  journal.append(durable('two'));
  journal.close();
  writer.close();
});

test('a farm file reached by another name is the same farm file', async () => {
  const path = freshPath();
  (await createFarmFile(path, { farm: sampleFarm() })).close();
  const alias = join(dirname(path), 'alias.farm');
  symlinkSync(path, alias);
  const file = await openFarmFile(alias, { write: true });
  expect(file.path).toBe(path);
  await expect(openFarmFile(path, { write: true })).rejects.toMatchObject({ code: 'farm-file.in-use' });
  file.saveAnswers(sampleFarm('Renamed'));
  file.close();
  const again = await openFarmFile(path, { write: false });
  expect(again.record.farm.name).toBe('Renamed');
  again.close();
  expect(existsSync(`${alias}.lock`)).toBe(false);
});

test('what a crash left beside the file is removed when it is opened for writing', async () => {
  const path = freshPath();
  (await createFarmFile(path, { farm: sampleFarm() })).close();
  for (const name of ['saving-0123456789ab', 'lock.new-0123456789abcdef', 'lock.0123456789abcdef'])
    writeFileSync(`${path}.${name}`, 'half');
  (await openFarmFile(path, { write: true })).close();
  expect(readdirSync(dirname(path))).toEqual(['X.farm']);
});
