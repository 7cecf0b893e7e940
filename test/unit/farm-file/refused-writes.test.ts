import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { createFarmFile, openFarmFile } from '../../../core/farm-file/open-farm-file.ts';
import { openJournal } from '../../../core/journal/open-journal.ts';
import { exampleResult } from '../runbook/example-result.ts';
import { refusingDisk } from './failing-disk.ts';
import { durable, freshPath, light, sampleFarm, sentences } from './sample.ts';

const WAIVER = {
  check: 'bypass.closed',
  subject: {},
  cause: 'a finding',
  who: 'A. Person',
  why: 'a reason',
  until: '2999-12-31',
  at: '2026-01-01T00:00:00.000Z',
};
const DISK_CODES = { ENOSPC: 'farm-file.disk-full', EACCES: 'farm-file.not-writable', EIO: 'farm-file.not-written' };

for (const [code, expected] of Object.entries(DISK_CODES))
  test(`a save that fails with ${code} names the file and changes nothing, and can be made again`, async () => {
    const path = freshPath();
    const { disk, state } = refusingDisk({ operations: ['write'], code });
    const file = await createFarmFile(path, { farm: sampleFarm('Old') }, disk);
    const before = readFileSync(path);
    const held = structuredClone({ ...file.record, inputKey: null });
    state.failing = true;
    const saves = [
      () => file.saveAnswers(sampleFarm('New'), { 'settle.times': 'three' }),
      () => file.saveWaivers([WAIVER]),
      () => file.saveResult(exampleResult()),
    ];
    for (const save of saves) {
      expect(save).toThrow(
        expect.objectContaining({ code: expected, at: path, message: expect.stringContaining(path) }),
      );
      expect({ ...file.record, inputKey: null }).toEqual(held);
    }
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path)).sort()).toEqual(['X.farm', 'X.farm.lock']);
    state.failing = false;
    // What was refused is not written behind anybody's back.
    file.saveWaivers([]);
    expect(await recordAt(path)).toEqual(held);
    for (const save of saves) save();
    const saved = { ...file.record, inputKey: null };
    file.close();
    expect(saved).toMatchObject({ farm: { name: 'New' }, pending: { 'settle.times': 'three' }, waivers: [WAIVER] });
    expect(saved.result).toEqual(exampleResult());
    expect(await recordAt(path)).toEqual(saved);
  });

test('a save whose folder cannot be synced is told, stands as it is on the disk, and can be made again', async () => {
  const path = freshPath();
  const { disk, state } = refusingDisk({ operations: ['syncFolder'], code: 'EIO' });
  const file = await createFarmFile(path, { farm: sampleFarm('Old') }, disk);
  state.failing = true;
  expect(() => file.saveAnswers(sampleFarm('New'))).toThrow(expect.objectContaining({ code: 'farm-file.not-written' }));
  expect(await recordAt(path)).toEqual({ ...file.record, inputKey: null });
  state.failing = false;
  file.saveAnswers(sampleFarm('New'));
  file.close();
  expect((await recordAt(path)).farm.name).toBe('New');
});

async function recordAt(path: string) {
  const file = await openFarmFile(path, { write: false });
  try {
    return { ...file.record, inputKey: null };
  } finally {
    file.close();
  }
}

for (const operation of ['write', 'fsync', 'rename', 'link'] as const)
  test(`a fold that fails at ${operation} folds nothing, and the journal goes on`, async () => {
    const path = freshPath();
    const { disk, state } = refusingDisk({ operations: [operation], code: 'EIO' });
    const file = await createFarmFile(path, { farm: sampleFarm() }, disk);
    const journal = openJournal(file);
    journal.append(durable('one'));
    const copyWorks = operation === 'link';
    state.failing = true;
    if (copyWorks) journal.fold();
    else expect(() => journal.fold()).toThrow(expect.objectContaining({ code: 'farm-file.not-written' }));
    state.failing = false;
    expect(state.refused).toBeGreaterThan(0);
    expect([file.record.epoch, file.record.foldedThrough]).toEqual(copyWorks ? [2, 1] : [1, 0]);
    journal.append(durable('two'));
    file.saveAnswers(sampleFarm('New'));
    // As after a crash: the log is read again.
    file.close();
    const again = await openFarmFile(path, { write: true });
    expect(again.notices).toEqual([]);
    const reopened = openJournal(again);
    expect(sentences(reopened)).toEqual(['one', 'two']);
    reopened.close();
    again.close();
  });

for (const operation of ['syncFolder', 'unlink'] as const)
  test(`a log that cannot be dropped yet (${operation}) is dropped before the next line`, async () => {
    const path = freshPath();
    const { disk, state } = refusingDisk({ operations: [operation], code: 'EIO' });
    const file = await createFarmFile(path, { farm: sampleFarm() }, disk);
    const journal = openJournal(file);
    journal.append(durable('one'));
    state.failing = true;
    journal.fold();
    expect(() => journal.append(light('refused'))).toThrow(expect.objectContaining({ code: 'farm-file.not-written' }));
    state.failing = false;
    journal.append(light('two'));
    file.close();
    const again = await openFarmFile(path, { write: true });
    expect(again.notices).toEqual([]);
    const reopened = openJournal(again);
    expect(sentences(reopened)).toEqual(['one', 'two']);
    reopened.close();
    again.close();
    expect(readdirSync(dirname(path)).filter((name) => name.includes('journal'))).toEqual([]);
  });

for (const operation of ['write', 'fsync'] as const)
  test(`an event that cannot be kept (${operation}) is told, is not there, and does not harm those after it`, async () => {
    const path = freshPath();
    const { disk, state } = refusingDisk(
      { operations: ['fsync'], code: 'ENOSPC' },
      // The last room on a disk: half of a line still goes in.
      {
        write: (file, bytes, position) => {
          const { write } = refusingDisk({ operations: [], code: '' }).disk;
          if (operation === 'fsync' || !state.failing) return write(file, bytes, position);
          if (bytes.length < 40) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          return write(file, bytes.subarray(0, Math.ceil(bytes.length / 2)), position);
        },
      },
    );
    const file = await createFarmFile(path, { farm: sampleFarm() }, disk);
    const journal = openJournal(file);
    journal.append(durable('one'));
    state.failing = true;
    for (let attempt = 0; attempt < 3; attempt++)
      expect(() => journal.append(durable('refused '.repeat(100)))).toThrow(
        expect.objectContaining({ code: 'farm-file.disk-full', at: `${path}.journal` }),
      );
    state.failing = false;
    expect(journal.append(light('two')).seq).toBe(2);
    journal.append(durable('three'));
    file.close();
    const again = await openFarmFile(path, { write: true });
    expect(again.notices).toEqual([]);
    const reopened = openJournal(again);
    expect(sentences(reopened)).toEqual(['one', 'two', 'three']);
    reopened.close();
    again.close();
  });

test('a log in which nothing could be written does not stay', async () => {
  const path = freshPath();
  const { disk, state } = refusingDisk({ operations: ['write'], code: 'ENOSPC' });
  const file = await createFarmFile(path, { farm: sampleFarm() }, disk);
  const journal = openJournal(file);
  state.failing = true;
  expect(() => journal.append(durable('refused'))).toThrow();
  journal.close();
  file.close();
  expect(readdirSync(dirname(path))).toEqual(['X.farm']);
});

test('a closing that cannot fold tells it, and the next opening finds every event', async () => {
  const path = freshPath();
  const { disk, state } = refusingDisk({ operations: ['rename'], code: 'ENOSPC' });
  const file = await createFarmFile(path, { farm: sampleFarm() }, disk);
  const journal = openJournal(file);
  journal.append(light('one'));
  state.failing = true;
  expect(() => journal.close()).toThrow(expect.objectContaining({ code: 'farm-file.disk-full' }));
  file.close();
  const again = await openFarmFile(path, { write: true });
  expect(sentences(openJournal(again))).toEqual(['one']);
  again.close();
});

test('a folder that may not be written is told when the farm is opened or made, and reading still works', async () => {
  const path = freshPath();
  (await createFarmFile(path, { farm: sampleFarm() })).close();
  const { disk, state } = refusingDisk({ operations: ['open', 'rename', 'link', 'unlink'], code: 'EACCES' });
  state.failing = true;
  await expect(openFarmFile(path, { write: true }, disk)).rejects.toMatchObject({
    code: 'farm-file.not-writable',
    at: `${path}.lock`,
    remedy: expect.stringContaining('folder'),
  });
  await expect(createFarmFile(`${path}2`, { farm: sampleFarm() }, disk)).rejects.toMatchObject({
    code: 'farm-file.not-writable',
  });
  (await openFarmFile(path, { write: false }, disk)).close();
  expect(readdirSync(dirname(path))).toEqual(['X.farm']);
});

test('where Windows does not let a file be replaced, it is tried for a while, then told by name', async () => {
  const path = freshPath();
  let patience = 0;
  const { disk, state } = refusingDisk(
    { operations: ['rename'], code: 'EPERM' },
    {
      platform: 'win32',
      pause: () => {
        if (--patience === 0) state.failing = false;
      },
      syncFolder: () => {
        throw new Error('a folder cannot be synced there');
      },
    },
  );
  const file = await createFarmFile(path, { farm: sampleFarm('Old') }, disk);
  state.failing = true;
  patience = 5;
  file.saveAnswers(sampleFarm('New'));
  expect(state.refused).toBe(5);
  const saved = readFileSync(path);
  state.failing = true;
  expect(() => file.saveAnswers(sampleFarm('Newer'))).toThrow(
    expect.objectContaining({
      code: 'farm-file.replace-refused',
      message: expect.stringContaining(path),
      remedy: expect.stringContaining('Close'),
    }),
  );
  expect(state.refused).toBeLessThan(200);
  expect(readFileSync(path).equals(saved)).toBe(true);
  state.failing = false;
  file.close();
  expect(readdirSync(dirname(path)).sort()).toEqual(['X.farm', 'X.farm.last-good']);
});
